import type { AskFormInput } from "../../domain/ask-form.js";
import { ChooseArgs, type HumanCall } from "../../domain/human-call.js";
import { ChooseResult } from "../../domain/call-outcome.js";
import { chosenLabels } from "../../domain/chosen-labels.js";
import { silenceOf } from "../../domain/silence-of.js";
import type { Shown, ShownOf } from "../../domain/shown.js";
import { openBase, settledBase } from "./card-base.js";
import { humanFunction } from "./catalogue.js";
import { type FactData, type Parsed, unknownVerb } from "./human-function.js";

/** `choose`: one of 2–10 options, or none of these (0) with a note. */
export const choose = humanFunction<ChooseArgs>({
  name: "choose",
  args: ChooseArgs,
  outcome: ChooseResult,
  // More money, and who may get a card that they could not read, are nothing to wave through.
  risk: (args) => (args.budget || args.about === "reach" ? "high" : "low"),
  textOf: () => null,
  hasDefaults: (args) => args.defaultIndex !== null,
  words: (args) => ({
    question: args.question,
    silenceMeans: args.silenceMeans ?? silenceOf(args.defaultIndex, args.options),
  }),
  form(args, verb) {
    if (verb === "choose.0" && args.noneWithNote) return noneForm(args);
    if (verb !== "choose") return null;
    return {
      title: "Choose",
      submit: "Choose",
      parts: [
        { kind: "ask", text: args.question },
        // What the choices below say as well is not said twice.
        ...(isShort(args) ? [] : args.options).map((option, index) => ({
          kind: "evidence" as const,
          label: `${index + 1}. ${option.label}`,
          quotes: option.evidence.map((one) => ({
            excerpt: one.excerpt,
            origin: [one.by ?? "", one.sourceLabel, one.date ?? ""].filter(Boolean).join(", "),
          })),
        })),
      ],
      fields: [
        {
          name: "index",
          label: args.several ? "Your choices" : "Your choice",
          type: args.several ? "several" : "options",
          options: [
            ...args.options.map((option, index) => ({
              label: `${index + 1}. ${option.short}`,
              value: String(index + 1),
            })),
            // Beside boxes to tick it would contradict them; the card has its button.
            ...(args.several ? [] : [{ label: args.noneLabel || "None of these", value: "0" }]),
          ],
        },
        { name: "note", label: "Anything to add?", type: "long_text", optional: true, max: 1000 },
      ],
      foot: ["Your choice is used for this job. The others see it."],
    };
  },
  parse(args, verb, values) {
    const button = /^choose\.(\d{1,2})$/.exec(verb);
    const bare = verb === "choose.0" && args.noneWithNote && (values["note"] ?? "").trim() === "";
    if (bare) return { ok: false, errors: { note: "Write a few words, please." } };
    if (button) return pick(args, Number(button[1]), values["note"] ?? "");
    if (verb === "choose") {
      const index = values["index"] ?? "";
      if (args.several) return pickSeveral(args, index.split("\n"), values["note"] ?? "");
      if (!/^\d{1,2}$/.test(index)) return { ok: false, errors: { index: "Choose one, please." } };
      return pick(args, Number(index), values["note"] ?? "");
    }
    return unknownVerb(verb);
  },
  shown,
  settled,
  fact: (outcome): FactData =>
    outcome.verb === "choose" ? { verb: "choose", index: outcome.index } : { verb: outcome.verb },
  did: () => "answered this",
  told: () => [],
  plan: {
    hint: "somebody picks from choices that you can name now. `what`: the question. `items`: two to ten choices. `several`: whether more than one can be taken.",
    onDraft: false,
    call({ what, items, several }, job) {
      const labels = [...new Set(items.map((one) => one.trim()).filter((one) => one !== ""))];
      const parsed = ChooseArgs.safeParse({
        fn: "choose",
        title: job.title,
        question: what,
        options: labels.map((label) => ({ label, short: label.slice(0, 75), evidence: [] })),
        suggestion: "",
        defaultIndex: null,
        noneLabel: "None of these",
        silenceMeans: "it goes on without, and the result says so",
        several,
        noneWithNote: true,
      });
      return parsed.success && what !== "" ? parsed.data : null;
    },
  },
  reply(args, text) {
    if (!/^\d{1,2}$/.test(text)) return null;
    const index = Number(text);
    return index >= 1 && index <= args.options.length
      ? { verb: `choose.${index}`, values: {} }
      : null;
  },
});

function isShort({ options }: ChooseArgs): boolean {
  return options.every((one) => one.evidence.length === 0 && one.label === one.short);
}

function pick(args: ChooseArgs, index: number, note: string): Parsed {
  if (index > args.options.length) {
    return { ok: false, errors: { index: "That option is not there any more." } };
  }
  return { ok: true, outcome: { verb: "choose", index, note: note.trim().slice(0, 3000) } };
}

/** Several choices, in the order of the options; none of these stands alone and with a note. */
function pickSeveral(args: ChooseArgs, values: readonly string[], note: string): Parsed {
  const chosen = values.filter((one) => /^\d{1,2}$/.test(one)).map(Number);
  const indices = [...new Set(chosen)].sort((one, other) => one - other);
  if (indices.length === 0) return { ok: false, errors: { index: "Choose at least one, please." } };
  if (indices.length > 1 && indices[0] === 0) {
    return { ok: false, errors: { index: `Either “${args.noneLabel}” or some of the others.` } };
  }
  const picked = pick(args, indices.at(-1) ?? 0, note);
  if (!picked.ok || !("outcome" in picked) || picked.outcome.verb !== "choose") return picked;
  const [first = 0] = indices;
  if (first === 0) return picked;
  return { ok: true, outcome: { ...picked.outcome, index: first, indices } };
}

function noneForm(args: ChooseArgs): AskFormInput {
  return {
    title: args.noneLabel.slice(0, 24) || "None of these",
    submit: "Send",
    parts: [{ kind: "ask", text: args.question }],
    fields: [{ name: "note", label: "What then?", type: "long_text", focus: true, max: 1000 }],
    foot: ["The job goes on with what you write."],
  };
}

function shown(call: HumanCall, args: ChooseArgs): Shown {
  if (args.budget) {
    const { capUsd, raiseToUsd, done, left } = args.budget;
    return {
      ...openBase(call),
      kind: "budget",
      usedUsd: capUsd,
      moreUsd: raiseToUsd - capUsd,
      done,
      left,
    };
  }
  return {
    ...openBase(call),
    kind: "choose",
    question: args.question,
    options: args.options,
    suggestion: args.suggestion,
    noneLabel: args.noneLabel,
    silence: call.silence,
    silenceMeans: args.silenceMeans ?? silenceOf(args.defaultIndex, args.options),
    ...(args.several ? { several: true } : {}),
  };
}

function settled(call: HumanCall, args: ChooseArgs): Shown {
  const { outcome } = call;
  const chosen = outcome?.verb === "choose" ? chosenLabels(args, outcome).join(", ") : "";
  const went = args.options[(args.defaultIndex ?? 0) - 1]?.label ?? "all of them are stated";
  return {
    ...settledBase(call),
    kind: "choose_settled",
    question: args.question,
    how: howOf(call, chosen !== ""),
    choice: chosen || (outcome?.verb === "choose" ? args.noneLabel : went),
    note: outcome?.verb === "choose" ? outcome.note : "",
  };
}

function howOf(call: HumanCall, chosen: boolean): ShownOf<"choose_settled">["how"] {
  if (call.status === "cancelled") return "cancelled";
  if (chosen) return "chosen";
  if (call.outcome?.verb === "choose") return "none";
  return call.silence === "default" ? "silence" : "expired";
}
