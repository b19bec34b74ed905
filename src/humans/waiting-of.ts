import type { CallArgs } from "../domain/human-call.js";
import {
  undoWindow,
  type Waiting,
  waitingFor,
  type WaitingRule,
  type WaitingSettings,
} from "./deadlines.js";
import { functionOf } from "./functions/registry.js";

/** How long a call waits from `now`, by what is asked and by the rule; an approved post waits for seconds only. */
export function waitingOf(
  args: CallArgs,
  now: Date,
  tz: string,
  settings: WaitingSettings,
  rule: WaitingRule | null = null,
): Waiting {
  if (args.fn === "release") return undoWindow(now, settings);
  return waitingFor(functionOf(args).hasDefaults, now, tz, settings, rule);
}
