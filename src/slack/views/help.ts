import type { ShownOf } from "../../domain/shown.js";
import { line } from "../text/escape.js";
import { actions, button, context, section } from "./blocks.js";
import type { View } from "./context.js";

/** First contact (S16): an empty mention, "help", the first direct message. */
export function helpView(shown: ShownOf<"help">): View {
  const runBy = line(shown.runBy, 80);
  const here = shown.inThread ? "this thread" : "a thread";
  return {
    text: "Give me a goal and I research, draft and check it. I ask when a person's word is needed.",
    blocks: [
      section(
        "*Give me a goal. I research, draft and check it, and ask when a person's word is needed.*",
      ),
      section(
        [
          `• _@Fermata turn ${here} into a one-page brief_`,
          "• _@Fermata compare these three pages on price and hosting_",
          "• _@Fermata draft an answer from the linked page and ask Priya to approve_",
          "• _@Fermata every weekday at 9 summarise #support here_",
        ].join("\n"),
      ),
      ...actions(shown.inThread ? [button("Try it on this thread", "home.example", "brief")] : []),
      ...context(
        "What runs regularly: /fermata schedules",
        "I read the thread I am called in, and the links, files and channels you name. I keep nothing from other " +
          "messages. Text I read goes to the model service your company chose. " +
          `Kept ${shown.keepDays} days.${runBy === "" ? "" : ` Run by ${runBy}.`}`,
      ),
    ],
  };
}
