import type { HumanCall } from "../domain/human-call.js";
import { functionOf } from "../humans/functions/registry.js";

/** A question in a few words, with the job that it is about, for a button. */
export function labelOf({ args }: HumanCall): string {
  const { question } = functionOf(args).words;
  return args.title === "" ? question : `${args.title}: ${question}`;
}
