import type { CallArgs } from "../../domain/human-call.js";
import { answer } from "./answer.js";
import { approve } from "./approve.js";
import { choose } from "./choose.js";
import { release } from "./release.js";
import type { Parsed } from "./human-function.js";

/** Reads an answer to a call by its declaration. */
export function parseAnswer(args: CallArgs, verb: string, values: Record<string, string>): Parsed {
  switch (args.fn) {
    case "approve":
      return approve.parse(args, verb, values);
    case "answer":
      return answer.parse(args, verb, values);
    case "choose":
      return choose.parse(args, verb, values);
    case "release":
      return release.parse(args, verb, values);
  }
}

/** Whether silence can go on with what is filled in. */
export function hasDefaults(args: CallArgs): boolean {
  switch (args.fn) {
    case "approve":
      return approve.hasDefaults(args);
    case "answer":
      return answer.hasDefaults(args);
    case "choose":
      return choose.hasDefaults(args);
    case "release":
      return release.hasDefaults(args);
  }
}
