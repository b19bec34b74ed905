import { render } from "../../../src/slack/views/render.js";
import type { View } from "../../../src/slack/views/context.js";
import { homes } from "./desk.js";
import { forms } from "./forms.js";
import { type Screen, zone } from "./known.js";
import { messages } from "./messages.js";

/** All message fixtures, in one list. */
export const allMessages: Screen[] = Object.values(messages).flat();

/** A message as the workspace of the fixture gets it. */
export function viewOf(screen: Screen): View {
  return render(screen.shown, {
    team: { domain: "acme" },
    tz: zone,
    pings: new Set(screen.pings),
    refused: new Set(screen.refused),
  });
}

/** The page `docs/screens.md`, made from the code. */
export function describeScreens(): string {
  return [
    "# What people see",
    "",
    "Every kind of message, form and Home, made from the code by `npx tsx docs/write-screens.ts`. The data is invented.",
    "Channel, thread, metadata and the two unfurl switches are left out. Ids stand in values only, where nobody reads them.",
    "",
    ...chapter(
      "Messages",
      "json message",
      allMessages.map((one) => [one.title, viewOf(one)]),
    ),
    ...chapter(
      "Forms",
      "json modal",
      Object.values(forms).flatMap((all) => all.map((one) => [one.title, one.view] as const)),
    ),
    ...chapter(
      "Home",
      "json home",
      homes.map((one) => [one.title, one.view]),
    ),
  ].join("\n");
}

function chapter(
  name: string,
  language: string,
  all: readonly (readonly [title: string, view: object])[],
): string[] {
  const blocks = all.flatMap(([title, view]) => [
    `### ${title}`,
    "",
    `\`\`\`${language}`,
    JSON.stringify(view, null, 1),
    "```",
    "",
  ]);
  return [`## ${name}`, "", ...blocks];
}
