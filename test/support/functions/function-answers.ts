import fc from "fast-check";
import type { AskField, AskForm } from "../../../src/domain/ask-form.js";
import { type CallArgs, HumanCall } from "../../../src/domain/human-call.js";
import { functionOf } from "../../../src/humans/functions/registry.js";
import { render } from "../../../src/slack/views/render.js";
import { filled } from "../../unit/slack-parts-arbitrary.js";

/** An answer as it comes in: a verb, and the values of its form. */
export interface GivenAnswer {
  verb: string;
  values: Record<string, string>;
}

/** What a form needs of the text that is decided about, and of who asked. */
export const look = { text: "The text.", requesterName: "Maya" };

/** How views are rendered here: nobody is pinged, and nothing is refused. */
export const viewContext = {
  team: { domain: "acme" },
  tz: "Europe/Berlin",
  pings: new Set<string>(),
  refused: new Set<string>(),
};

/** An open call with these arguments that asks Priya; Tom may decide too. */
export function callOf(args: CallArgs, differs: Partial<HumanCall> = {}): HumanCall {
  return HumanCall.parse({
    id: "call_0123456789abcdef0123456789abcdef",
    runId: "run_0123456789abcdef0123456789abcdef",
    taskId: null,
    status: "open",
    args,
    asked: [{ id: "U0PRIYA001", name: "Priya" }],
    others: [{ id: "U0TOM00001", name: "Tom" }],
    channel: "C0LAUNCH01",
    threadTs: "1795180000.000001",
    silence: functionOf(args).hasDefaults ? "default" : "deny",
    openedAt: new Date("2026-11-20T13:00:00Z"),
    deadlineAt: new Date("2026-11-25T16:00:00Z"),
    remindAt: null,
    remindedAt: null,
    outcome: null,
    decidedBy: null,
    decidedAt: null,
    takenAt: null,
    ...differs,
  });
}

/** Every verb that the call's own card offers; of one without a card, its one word. */
export function verbsOf(args: CallArgs): string[] {
  const shown = functionOf(args).shown(callOf(args), {
    requester: { id: "U0MAYA0001", name: "Maya" },
    practice: false,
    names: {},
  });
  if (!shown) return ["undo"];
  const blocks = JSON.stringify(render(shown, viewContext).blocks);
  const verbs = [...blocks.matchAll(/"action_id":"call\.([^"]+)"/g)].map((hit) => hit[1] ?? "");
  return [...new Set(verbs)].filter(
    (verb) => !["view", "why", "delegate", "remind"].includes(verb),
  );
}

/** An answer as people can give it by the card of this call: a press, or its form filled in as it asks. */
export function givenAnswer(args: CallArgs): fc.Arbitrary<GivenAnswer> {
  return fc.constantFrom(...verbsOf(args)).chain((verb) => {
    const form = functionOf(args).form(verb, look);
    const values: fc.Arbitrary<Record<string, string>> = form ? validValues(form) : fc.constant({});
    return values.map((given) => ({ verb, values: given }));
  });
}

function validValues(form: AskForm): fc.Arbitrary<Record<string, string>> {
  const fields = form.fields.map((field) => [
    field.name,
    field.optional ? fc.option(validValue(field), { nil: "" }) : validValue(field),
  ]);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<string>>);
}

function validValue(field: AskField): fc.Arbitrary<string> {
  const offered = field.options.map((one) => one.value).filter((one) => one.trim() === one);
  // White space at the ends is nobody's answer; Slack sends what is between.
  const words = filled(field.max)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  switch (field.type) {
    case "text":
    case "long_text":
      return words;
    case "options":
      return offered.length === 0 ? words : fc.constantFrom(...offered);
    case "several":
      return offered.length === 0
        ? words
        : fc.subarray(offered, { minLength: 1 }).map((all) => all.join("\n"));
    case "number":
      return fc.integer({ min: 0, max: 9 }).map(String);
    case "date":
      return fc.constantFrom("2026-12-01", "2028-02-29");
    case "time":
      return fc.constantFrom("00:00", "09:30", "23:59");
    case "person":
      return fc.constantFrom("U0MAYA0001", "W0TOM00001");
    case "channel":
      return fc.constantFrom("C0LAUNCH01", "G0LEADS001");
    case "link":
      return fc.constantFrom("https://acme.example/launch", "https://acme.example/x?y=1");
    case "file":
      return fc.constantFrom("1", "800").map((size) =>
        JSON.stringify({
          id: "F0RIGHT001",
          name: `plan.${field.endings[0] ?? "pdf"}`,
          bytes: Number(size),
        }),
      );
  }
}
