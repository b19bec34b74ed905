import fc from "fast-check";
import type { CallArgs } from "../../../src/domain/human-call.js";
import { filled, fields, options, text } from "../../unit/slack-parts-arbitrary.js";

const named = fc.record({ id: fc.constantFrom("U0MAYA0001", "U0TOM00001"), name: filled(80) });
const nullable = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });
const lines = fc.array(text(300), { maxLength: 8 });
const day = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** A call of a function that is declared: its arguments are JSON text. */
export const declared = (name: string, title: fc.Arbitrary<string>, data: fc.Arbitrary<unknown>) =>
  fc.record({ title, data }).map((one): CallArgs => ({
    fn: "declared",
    name,
    title: one.title,
    data: JSON.stringify(one.data),
    question: "",
    silenceMeans: "nothing is done",
  }));

/**
 * Any arguments of every human function, with hostile texts in every place. A function that is added needs an entry
 * here, and gets all the tests of functions for it.
 */
export const functionArguments: Record<string, fc.Arbitrary<CallArgs>> = {
  approve: fc.record({
    fn: fc.constant("approve" as const),
    title: filled(120),
    artifactId: fc.constant("art_1"),
    digest: fc.constant("d".repeat(64)),
    excerpt: text(400),
    checked: text(400),
    doubts: lines,
    changedSince: lines,
    objections: lines,
    editedBy: nullable(named),
    round: fc.integer({ min: 1, max: 3 }),
    maxRounds: fc.constant(3),
    post: nullable(
      fc.record({
        channel: fc.constant("C0NEWS0001"),
        channelName: filled(80),
        reach: text(300),
        digest: fc.constant("e".repeat(64)),
      }),
    ),
  }),
  answer: fc.record({
    fn: fc.constant("answer" as const),
    title: filled(120),
    intro: text(300),
    fields,
  }),
  choose: fc.record({
    fn: fc.constant("choose" as const),
    title: filled(120),
    question: filled(300),
    options,
    suggestion: text(400),
    defaultIndex: fc.constantFrom(null, 0, 1, 2),
    noneLabel: text(90),
    several: fc.boolean(),
    noneWithNote: fc.boolean(),
  }),
  release: fc.record({
    fn: fc.constant("release" as const),
    title: filled(120),
    approvalId: fc.constant("call_1"),
    channel: fc.constant("C0NEWS0001"),
    channelName: filled(80),
    artifactId: fc.constant("art_1"),
    digest: fc.constant("d".repeat(64)),
  }),
  edit: declared(
    "edit",
    filled(120),
    fc.record({
      artifactId: fc.constant("art_1"),
      digest: fc.constant("d".repeat(64)),
      excerpt: text(400),
      instruction: filled(300),
    }),
  ),
  // With both kinds each field is optional, and one of the two is needed: that no field says by itself.
  provide: declared(
    "provide",
    filled(120),
    fc.record({
      what: filled(200),
      kinds: fc.constantFrom(["file"], ["link"]),
      endings: fc.uniqueArray(fc.constantFrom("pdf", "csv", "md"), { maxLength: 3 }),
      maxMegabytes: fc.constantFrom(1, 10),
    }),
  ),
  assign: declared(
    "assign",
    filled(120),
    fc.record({ task: filled(200), details: text(1000), dueOn: nullable(day) }),
  ),
  review: declared(
    "review",
    filled(120),
    fc.record({
      title: filled(150),
      text: filled(3000),
      artifactId: fc.constantFrom(null, "art_1"),
      criteria: fc.array(filled(200), { minLength: 1, maxLength: 6 }),
      need: fc.integer({ min: 1, max: 3 }),
      of: fc.integer({ min: 3, max: 10 }),
    }),
  ),
};

/** Any arguments of one function; throws for one that has no entry above. */
export function argumentsOf(name: string): fc.Arbitrary<CallArgs> {
  const found = Object.hasOwn(functionArguments, name) ? functionArguments[name] : undefined;
  if (!found) throw new Error(`${name} has no arguments in test/support/functions.`);
  return found;
}
