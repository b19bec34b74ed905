import fc from "fast-check";
import { checkMessageBlocks, checkView } from "../../playground/workspace/limits.js";
import type { Json } from "../../playground/workspace/json.js";
import { assertMessage, assertView } from "../../src/slack/limits.js";
import { goalModal } from "../../src/slack/views/modals/goal.js";
import { readAllModal } from "../../src/slack/views/modals/read-all.js";
import { redoModal } from "../../src/slack/views/modals/redo.js";
import { staleModal } from "../../src/slack/views/modals/stale.js";
import { phoneLines, phoneLinesOf } from "../../src/slack/views/phone-lines.js";
import { render } from "../../src/slack/views/render.js";
import type { View } from "../../src/slack/views/context.js";
import { approvalArgs, callForm } from "../support/call-forms.js";
import { anyShown } from "./slack-shown-arbitrary.js";
import { fields, nasty, options } from "./slack-parts-arbitrary.js";

const pings = new Set(["U0PRIYA001"]);
const ctx = { team: { domain: "acme" }, tz: "Europe/Berlin", pings, refused: new Set<string>() };
const quiet = { ...ctx, pings: new Set<string>() };
const unseen = /(?!\n|\u2060|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
const open = new Set(["approval", "answer", "choose", "budget", "ask"]);
const cards = new Set([
  "schedule",
  "approval",
  "approval_settled",
  "answer",
  "answer_settled",
  "choose",
  "choose_settled",
  "budget",
  "ask",
  "ask_settled",
]);

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "text" && typeof one === "string" ? [one] : textsOf(one),
  );
}

/** Like `textsOf`, without `plain_text` and the plain parts of rich text: nothing comes to life there. */
function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && ["plain_text", "text", "url"].includes(String(value.type))) return [];
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
      // The local workspace has Slack's rules a second time, written apart from ours.
      checkMessageBlocks(JSON.parse(JSON.stringify(view.blocks)) as Json, []);
      expect(view.text.length).toBeLessThanOrEqual(150);
      if (cards.has(shown.kind)) expect(phoneLinesOf(view.blocks)).toBeLessThanOrEqual(phoneLines);
      // However full the phone is: what can be done, and what happens if nobody does it.
      if (open.has(shown.kind)) {
        expect(view.blocks.map((block) => block.type)).toContain("actions");
        expect(textsOf(view.blocks).join("\n")).toMatch(
          /If nobody|Without an answer|It waits (?:until|for you)/,
        );
      }
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
        // Only a message of this workspace may have a label of its own.
        if (url.href.startsWith("https://acme.slack.com/archives/C0NEWS0001/")) {
          expect(label).toMatch(/^Posted in #/);
          continue;
        }
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
  const types = ["table", "plan", "section", "context", "actions", "context_actions"];
  const refused = new Set(types.map((type) => `block:${type}`));
  fc.assert(
    fc.property(anyShown, (shown) => {
      const view = render(shown, { ...ctx, refused });
      expect(view.blocks).toEqual([]);
      assertMessage(view, "update");
    }),
    { numRuns: 200 },
  );
});

const chooseArgs = {
  fn: "choose" as const,
  title: "",
  suggestion: "",
  defaultIndex: null,
  noneLabel: "",
};

it("keeps every form within Slack's limits", () => {
  fc.assert(
    fc.property(
      fields,
      options,
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...nasty)),
      (asked, choices, word) => {
        const forms = [
          callForm({ fn: "answer", title: word, intro: word, fields: asked }, "answer"),
          callForm({ ...chooseArgs, question: word, options: choices }, "choose"),
          callForm(approvalArgs({ title: word }), "edit", {
            text: word.repeat(500).slice(0, 60_000),
          }),
          readAllModal({
            callId: "call_1",
            title: word,
            markdown: word.repeat(500),
            domain: "acme",
            aside: {
              checked: word,
              doubts: Array.from({ length: 12 }, () => word.repeat(90)),
              changedSince: [word],
            },
          }),
          staleModal({ callId: "call_1", what: word, text: word }),
          goalModal({ meta: "{}", quote: word, initial: word }),
          callForm(approvalArgs(), "reject", { requesterName: word }),
          callForm(approvalArgs(), "changes"),
          redoModal({ runId: "run_1" }),
        ];
        for (const form of forms) {
          assertView(form);
          checkView(JSON.parse(JSON.stringify(form)) as Json, ["modal"], []);
        }
      },
    ),
    { numRuns: 200 },
  );
});
