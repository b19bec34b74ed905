import type { UsedRule } from "../../domain/alike.js";
import type { ShownOf } from "../../domain/shown.js";
import { calendarDay, dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { linkOrText } from "../text/url.js";
import { actions, button, context, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { notice, sentence } from "./words.js";

type Rule = ShownOf<"rule">;

/** The private message about an automatic rule: its offer, that it stands, or that it is over. */
export function ruleView(shown: Rule, ctx: ViewContext): View {
  const words = line(shown.words, 200) || "Decide this";
  switch (shown.state) {
    case "offered":
      return {
        text: notice(
          "You gave the same answer several times in a row.",
          "Shall I give it for you?",
        ),
        blocks: [
          section(
            `*Shall I do this for you for ${shown.days} days?*\n${words}. You did so ${shown.examples.length} times in a row, without a change:`,
          ),
          ...examples(shown, ctx),
          ...actions([
            button(`Yes, for ${shown.days} days`, "home.rule.yes", shown.ruleId),
            button("No, keep asking me", "home.rule.no", shown.ruleId),
          ]),
          ...context(
            "Only for exactly this question. Each use is recorded, shown on its card, and can be stopped there with one click.",
          ),
        ],
      };
    case "active":
      return {
        text: notice("I do this for you from now on.", "You can stop it at any time."),
        blocks: [
          section(`${bold(shown.words, 200)}\nI do this for you until ${dayOf(shown.until)}.`),
          ...actions([stopButton(shown.ruleId)]),
        ],
      };
    case "declined":
      return {
        text: notice("You decide this yourself, as before."),
        blocks: [section(`${words}: you decide this yourself, as before.`)],
      };
    case "ended":
      return {
        text: notice("An automatic rule of yours is over. You are asked again."),
        blocks: [
          section(
            `${words}: *this rule is over.* ${sentence(shown.why, 200)} You are asked again.`.trim(),
          ),
        ],
      };
  }
}

/** What a card says that a rule decided, and the way to stop the rule. */
export function ruleUsed(used: UsedRule): Block[] {
  return [
    ...context(
      `By ${line(used.name, 40)}'s rule of ${dayOf(used.from)}, until ${dayOf(used.until)}.`,
    ),
    ...actions([stopButton(used.id)]),
  ];
}

function stopButton(ruleId: string) {
  return button("Stop this rule", "home.rule.revoke", ruleId);
}

function examples(shown: Rule, ctx: ViewContext): Block[] {
  const lines = shown.examples.slice(0, 10).map((one) => {
    const url =
      one.ts !== null && /^\d+\.\d+$/.test(one.ts) && /^[CDG][A-Z0-9]{2,30}$/.test(one.channel)
        ? `https://${ctx.team.domain}.slack.com/archives/${one.channel}/p${one.ts.replace(".", "")}`
        : "";
    const title = url === "" ? line(one.title, 80) : linkOrText(url, ctx.team.domain, one.title);
    return `• ${title || "A job"}, ${dateToken(one.at, ctx.tz)}: ${line(one.job, 40)}`;
  });
  return lines.length === 0 ? [] : [section(lines.join("\n"))];
}

/** `Thu 3 December 2026`, in UTC: a day more or less is no harm in what says the time of a rule in days. */
function dayOf(iso: string | null): string {
  return iso === null ? "further notice" : line(calendarDay(iso.slice(0, 10)), 40);
}
