import { ReleaseArgs } from "../../domain/human-call.js";
import { ReleaseResult } from "../../domain/call-outcome.js";
import { humanFunction } from "./catalogue.js";
import { unknownVerb } from "./human-function.js";

/** `release`: the seconds before something approved is done; only "undo" can be said, and silence goes on. */
export const release = humanFunction<ReleaseArgs>({
  name: "release",
  args: ReleaseArgs,
  outcome: ReleaseResult,
  risk: () => "high",
  textOf: () => null,
  hasDefaults: () => true,
  words: () => ({ question: "Take it back?", silenceMeans: "it is posted" }),
  about: (args) => `the post in #${args.channelName}`,
  form: () => null,
  parse: (_args, verb) =>
    verb === "undo" ? { ok: true, outcome: { verb: "undo" } } : unknownVerb(verb),
  shown: () => null,
  settled: () => null,
  fact: (outcome) => ({ verb: outcome.verb }),
  did: () => "took this back",
  told: () => [],
  reply: () => null,
});
