import type { CallArgs, CallOutcome } from "../../domain/human-call.js";

/** A form or button turned into an answer, or what is wrong with which field. */
export type Parsed =
  | { ok: true; outcome: CallOutcome }
  /** The edited text must be kept as an artifact before the outcome can name it. */
  | { ok: true; editedText: string }
  | { ok: false; errors: Record<string, string> };

/** A human function: what may be asked for, and how an answer is read. */
export interface HumanFunctionDef<Args extends CallArgs> {
  name: Args["fn"];
  /** Whether silence can go on with what is filled in. */
  hasDefaults(args: Args): boolean;
  /** Reads a button press (`values` empty) or a form; never throws on bad input. */
  parse(args: Args, verb: string, values: Record<string, string>): Parsed;
}

/** The answer to a verb that this function does not have. */
export function unknownVerb(verb: string): Parsed {
  return { ok: false, errors: { "": `"${verb}" is not possible here.` } };
}
