import type { ChooseArgs } from "./human-call.js";
import type { ChooseResult } from "./call-outcome.js";

/** What was chosen, as people read it: of several all, of none of these nothing. */
export function chosenLabels(args: ChooseArgs, outcome: ChooseResult): string[] {
  return (outcome.indices ?? [outcome.index]).flatMap(
    (index) => args.options[index - 1]?.label ?? [],
  );
}
