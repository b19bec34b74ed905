import type { ReleaseArgs } from "../../domain/human-call.js";
import { type HumanFunctionDef, unknownVerb } from "./human-function.js";

/** `release`: the seconds before something approved is done; only "undo" can be said, and silence goes on. */
export const release: HumanFunctionDef<ReleaseArgs> = {
  name: "release",
  hasDefaults: () => true,
  parse: (_args, verb) =>
    verb === "undo" ? { ok: true, outcome: { verb: "undo" } } : unknownVerb(verb),
};
