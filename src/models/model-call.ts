import type { z } from "zod";
import type { AgentRole } from "../domain/agent-io.js";

/** Models are named by what they are for; which id that is stands in the settings. */
export type ModelRole = "fast" | "strong";

/** One question to a model that must answer in the form of a schema. */
export interface ModelCall<S extends z.ZodType> {
  runId: string;
  /** Unique within the run: the same key after a crash is the same call. */
  key: string;
  role: AgentRole;
  modelRole: ModelRole;
  /** Only our own words and trusted values. */
  system: string;
  /** The data, as one JSON value. */
  user: string;
  schema: S;
  /** The name of the schema in the request: the agent's role. */
  schemaName: string;
  /** A digest of what the step is given, without the time: a step that is repeated has the same one. */
  inputDigest: string;
  /** Cap on what the model may write, reasoning included; 8,000 if absent. */
  maxOutputTokens?: number;
}

/** Asks a model; throws `BUDGET_*` and `MODEL_*`, or the signal's reason if it was stopped. */
export type CallModel = <S extends z.ZodType>(
  call: ModelCall<S>,
  signal?: AbortSignal,
) => Promise<z.output<S>>;
