import type { ShownOf } from "../../domain/shown.js";
import { plain } from "../text/escape.js";
import { mention, nameOf } from "../text/people.js";
import { linkOrText } from "../text/url.js";
import { actions, button, context, section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { notice } from "./words.js";

/** One line, mostly private (S9): refusals, late clicks, notes taken, why. */
export function lineView(shown: ShownOf<"line">, ctx: ViewContext): View {
  const said = plain(shown.text, 1000) || "There is nothing to say.";
  const text = shown.to ? `${mention(shown.to, ctx.pings)}, ${said}` : said;
  const link = shown.link ? linkOrText(shown.link.url, ctx.team.domain, shown.link.label) : "";
  const lines = shown.detail.map((one) => plain(one, 300)).filter((one) => one !== "");
  return {
    text: notice((shown.to ? `${nameOf(shown.to)}, ${said}` : said).replace(/\n+/g, " ")),
    blocks: [
      section(link === "" ? text : `${text} ${link}`),
      ...(shown.again
        ? actions([button("Open the form", shown.again.actionId, shown.again.value)])
        : []),
      ...context(details(lines, 9), details(lines.slice(9), 9)),
    ],
  };
}

/** Nine lines to an element, so that a long "why" stays within the limits of a context. */
function details(lines: string[], most: number): string {
  return lines.slice(0, most).join("\n");
}
