import fc from "fast-check";
import { z } from "zod";
import type { AskField } from "../../../src/domain/ask-form.js";
import type { CallArgs } from "../../../src/domain/human-call.js";
import { declareFunction, type Verb } from "../../../src/humans/functions/declare.js";
import { filled, text } from "../../unit/slack-parts-arbitrary.js";
import { declared } from "./function-arguments.js";

const Args = z.object({ topic: z.string().min(1), more: z.string() });
type Args = z.infer<typeof Args>;
const Result = z.object({ verb: z.string(), values: z.record(z.string(), z.string()) });
type Result = z.infer<typeof Result>;

type Field = Pick<AskField, "name" | "label" | "type" | "optional" | "options"> & { max: number };

const field: fc.Arbitrary<Omit<Field, "name">> = fc.record({
  label: filled(150),
  type: fc.constantFrom(
    ...(["text", "long_text", "number", "date", "time", "person", "channel"] as const),
    ...(["options", "several", "link", "file"] as const),
  ),
  optional: fc.boolean(),
  options: fc.constantFrom(
    [
      { label: "One", value: "one" },
      { label: "Two", value: "two" },
    ],
    Array.from({ length: 30 }, (_, n) => ({ label: `Option ${n}`, value: `o${n}` })),
  ),
  max: fc.integer({ min: 1, max: 3000 }),
});

const shape = fc.record({
  verbs: fc.uniqueArray(fc.stringMatching(/^[a-z]{3,10}$/), { minLength: 1, maxLength: 4 }),
  fields: fc.array(field, { maxLength: 6 }),
  labels: fc.array(filled(75), { minLength: 4, maxLength: 4 }),
  title: filled(24),
  notes: fc.array(text(300), { maxLength: 4 }),
  items: fc.array(text(300), { maxLength: 12 }),
  risk: fc.constantFrom("low" as const, "high" as const),
  silent: fc.boolean(),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/**
 * Declares so many functions of any shape: verbs with and without forms, all types of fields, hostile texts. Gives
 * the arguments of each by its name.
 */
export function declareAnything(count: number): Record<string, fc.Arbitrary<CallArgs>> {
  const found: Record<string, fc.Arbitrary<CallArgs>> = {};
  for (const [index, one] of fc.sample(shape, count).entries()) {
    const name = `made_up_${"abcdefghijklmnopqrstuvwxyz".charAt(index)}`;
    declare(name, one);
    const data = fc.record({ topic: filled(300), more: text(2000) });
    found[name] = declared(name, filled(120), data);
  }
  return found;
}

function declare(name: string, given: Shape): void {
  const verbs = given.verbs.filter((verb) => !["view", "why", "delegate", "remind"].includes(verb));
  const all = verbs.length > 0 ? verbs : ["done"];
  const fields = given.fields.map((one, index) => ({ ...one, name: `field_${index}` }));
  declareFunction<Args, Result>({
    name,
    args: Args,
    result: Result,
    risk: given.risk,
    ...(given.silent ? { onSilence: () => ({ verb: all[0] ?? "", values: {} }) } : {}),
    card: (args) => ({
      question: args.topic,
      parts: [
        { kind: "text", markdown: args.more },
        { kind: "list", label: "List", items: given.items },
      ],
      notes: given.notes,
      buttons: all.map((verb, index) => ({ verb, label: given.labels[index] ?? "Go" })),
    }),
    verbs: Object.fromEntries(
      all.map((verb, index): [string, Verb<Args, Result>] => [
        verb,
        index === 0 && fields.length > 0
          ? {
              form: () => ({ title: given.title, submit: given.title, fields }),
              read: (_args, values) => readFields(verb, fields, values),
            }
          : { read: () => ({ result: { verb, values: {} } }) },
      ]),
    ),
    settled: (args, result, by) => ({
      headline: result ? `${by}: ${args.topic}` : "Nobody did",
      parts: [{ kind: "text", markdown: args.more }],
      notes: given.notes,
    }),
    told: (args, result) => [{ question: args.topic, answer: result.verb }],
    did: () => "answered this",
    fact: (result) => ({ fields: Object.keys(result.values).length }),
  });
}

function readFields(verb: string, fields: Field[], values: Record<string, string>) {
  const missing = fields.filter((one) => !one.optional && (values[one.name] ?? "").trim() === "");
  if (missing.length > 0)
    return { errors: Object.fromEntries(missing.map((one) => [one.name, "Please answer it."])) };
  return {
    result: {
      verb,
      values: Object.fromEntries(fields.map((one) => [one.name, values[one.name] ?? ""])),
    },
  };
}
