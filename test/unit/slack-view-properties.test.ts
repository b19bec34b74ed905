import fc from "fast-check";
import { assertMessage, assertView } from "../../src/slack/limits.js";
import { answerModal } from "../../src/slack/views/modals/answer.js";
import { chooseModal } from "../../src/slack/views/modals/choose.js";
import { phoneLines, phoneLinesOf } from "../../src/slack/views/phone-lines.js";
import { render } from "../../src/slack/views/render.js";
import type { View } from "../../src/slack/views/context.js";
import { anyShown, fields, options } from "./slack-shown-arbitrary.js";

const pings = new Set(["U0PRIYA001"]);
const ctx = { team: { domain: "acme" }, tz: "Europe/Berlin", pings, refused: new Set<string>() };
const quiet = { ...ctx, pings: new Set<string>() };
const unseen = /(?!\n|\u2060|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
const cards = new Set([
  "approval",
  "approval_settled",
  "answer",
  "answer_settled",
  "choose",
  "choose_settled",
]);

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "text" && typeof one === "string" ? [one] : textsOf(one),
  );
}

/** Like `textsOf`, without `plain_text`: nothing comes to life there. */
function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "plain_text") return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "text" && typeof one === "string" ? [one] : mrkdwnOf(one),
  );
}

function all(view: View): string[] {
  return [view.text, ...textsOf(view.blocks)];
}

/** Every `<…>` that Slack would bring to life. */
function live(texts: string[]): string[] {
  return texts.flatMap((text) => [...text.matchAll(/<([^<>]*)>/g)].map((hit) => hit[1] ?? ""));
}

it("keeps every view within Slack's limits and every card on one phone screen", () => {
  fc.assert(
    fc.property(anyShown, (shown) => {
      const view = render(shown, ctx);
      assertMessage(view);
      assertMessage(view, "update");
      expect(view.text.length).toBeLessThanOrEqual(150);
      if (cards.has(shown.kind)) expect(phoneLinesOf(view.blocks)).toBeLessThanOrEqual(phoneLines);
      for (const block of view.blocks) {
        if (block.type !== "actions") continue;
        expect(block.elements.length).toBeLessThanOrEqual(4);
        const primary = block.elements.filter((one) => "style" in one && one.style === "primary");
        expect(primary.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
});

it("brings nothing to life but allowed mentions, dates and links labelled with where they go", () => {
  fc.assert(
    fc.property(anyShown, (shown) => {
      const view = render(shown, ctx);
      const texts = all(view);
      for (const token of live([view.text, ...mrkdwnOf(view.blocks)])) {
        if (token.startsWith("!date^")) continue;
        if (token.startsWith("@")) {
          expect(token).toBe("@U0PRIYA001");
          continue;
        }
        const [address = "", label = ""] = token.split("|");
        const url = new URL(address.replaceAll("&amp;", "&"));
        expect(["http:", "https:"]).toContain(url.protocol);
        expect(label.startsWith(url.host.slice(0, 40))).toBe(true);
      }
      for (const text of texts) {
        expect(text).not.toMatch(/@(channel|here|everyone)\b/i);
        expect(text).not.toMatch(unseen);
        expect(text).not.toMatch(/\p{Surrogate}/u);
        expect(text).not.toMatch(/\p{M}{4}/u);
      }
    }),
    { numRuns: 500 },
  );
});

it("mentions nobody where nobody may be pinged", () => {
  fc.assert(
    fc.property(anyShown, (shown) => {
      for (const text of all(render(shown, quiet))) expect(text).not.toContain("<@");
    }),
    { numRuns: 300 },
  );
});

it("still says everything in text when blocks are refused", () => {
  const refused = new Set(["block:section", "block:context", "block:actions"]);
  fc.assert(
    fc.property(anyShown, (shown) => {
      const view = render(shown, { ...ctx, refused });
      expect(view.blocks).toEqual([]);
      assertMessage(view, "update");
    }),
    { numRuns: 200 },
  );
});

it("keeps every form within Slack's limits", () => {
  fc.assert(
    fc.property(fields, options, fc.string(), (asked, choices, word) => {
      assertView(answerModal({ callId: "call_1", fields: asked }));
      assertView(
        chooseModal({ callId: "call_1", question: word, options: choices, noneLabel: "" }),
      );
    }),
    { numRuns: 200 },
  );
});
