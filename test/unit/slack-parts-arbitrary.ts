import fc from "fast-check";
import { PostedShown } from "../../src/domain/shown-post.js";

/** Texts that people and models should never be able to turn into something alive. */
export const nasty = [
  "<!channel> <!here> <!everyone> <@U0MAYA0001> <!subteam^S123|all>",
  "@channel @here @everyone",
  "[Sign in](https://evil.example/login) <https://evil.example|acme.example>",
  "[x](javascript:alert(1)) [y](data:text/html,hi) <javascript:alert(1)|click>",
  "https://аррle.com/ https://acme.example@evil.example/ https://x.example/<@U1>|y",
  "\u202Eevil\u202C \u200Bzero\u200Dwidth\uFEFF \u0000nul \uD800lone \uDC00",
  "Z" + "\u0301".repeat(80),
  "```\ncode <@U1> *\n",
  "`*_~` **bold* _x_ ~~y~~ ```",
  "&lt;!channel&gt; &amp;lt;@U1&amp;gt;",
  "👩‍👩‍👧‍👦".repeat(40),
  "&<>".repeat(700),
  "漢字".repeat(400),
  "wwwwwwwwww".repeat(300),
  "\n\n\n\n> quote\n# head\n- a\n  - b\n",
  "| a | b |\n|---|---|\n| <!here> | [l](https://e.example/x) |",
];

/** Any text, hostile ones among them, of at most `max` units. */
export const text = (max: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(...nasty) },
        { weight: 3, arbitrary: fc.lorem({ maxCount: 30 }) },
        { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.join(" ").slice(0, max));
/** The same, never empty. */
export const filled = (max: number) => text(max - 1).map((one) => one || "x");
export const id = fc.constant("call_0123456789abcdef0123456789abcdef");
export const run = fc.constant("run_0123456789abcdef0123456789abcdef");
export const schedule = fc.constant("sch_0123456789abcdef0123456789abcdef");
/** An ISO instant. */
export const when = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
export const named = fc.record({
  id: fc.constantFrom("U0MAYA0001", "U0PRIYA001", "U0TOM00001"),
  name: filled(80),
});
export const people = fc.array(named, { maxLength: 5 });
export const by = fc.option(named);
export const silence = fc.constantFrom("deny" as const, "default" as const);
export const lines = (most: number, max: number) => fc.array(text(max), { maxLength: most });
export const base = { callId: id, runId: run, title: filled(120) };
export const long = fc.oneof(
  text(2000),
  fc.array(text(2000), { minLength: 3, maxLength: 8 }).map((all) => all.join("\n")),
);

const field = fc.record({
  name: fc.constantFrom("seats", "priority", "other"),
  label: filled(150),
  type: fc.constantFrom(
    ...(["text", "long_text", "number", "date", "time", "person", "options"] as const),
  ),
  options: fc.array(
    // White space around a value is nobody's answer: it goes when the field is read.
    fc.record({ label: filled(75), value: filled(75).map((one) => one.trim() || "x") }),
    { maxLength: 10 },
  ),
  default: fc.option(text(3000)),
  hint: text(300),
  optional: fc.boolean(),
});
/** Fields of a form with names of their own. */
export const fields = fc
  .array(field, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, index) => ({ ...one, name: `${one.name}_${index}` })));

/** Options of a choice with hostile evidence. */
export const options = fc.array(
  fc.record({
    label: filled(300),
    short: filled(75),
    evidence: fc.array(
      fc.record({
        excerpt: text(1000),
        by: fc.option(text(120)),
        date: fc.option(text(60)),
        sourceLabel: text(200),
        url: fc.option(fc.oneof(fc.webUrl({ withQueryParameters: true }), text(200))),
      }),
      { maxLength: 3 },
    ),
  }),
  { minLength: 2, maxLength: 10 },
);

export const opened = {
  added: fc.option(fc.array(fc.record({ who: named, by, at: when }), { maxLength: 4 }), {
    nil: undefined,
  }),
  from: fc.option(text(80), { nil: undefined }),
  because: fc.option(
    fc.record({
      rule: text(300),
      tier: fc.constantFrom("auto", "undo", "one", "several", null),
      costUsd: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
      isUpTo: fc.boolean(),
    }),
    { nil: undefined },
  ),
  next: fc.option(
    fc.record({
      name: text(80),
      also: fc.option(fc.array(text(80), { maxLength: 3 }), { nil: undefined }),
      at: when,
    }),
    { nil: undefined },
  ),
  standIns: fc.option(
    fc.array(fc.record({ who: text(80), forWhom: text(80), untilDay: fc.constant("2027-01-05") }), {
      maxLength: 4,
    }),
    { nil: undefined },
  ),
  votes: fc.option(
    fc.record({
      need: fc.integer({ min: 1, max: 12 }),
      cast: fc.array(fc.record({ who: text(80), isYes: fc.boolean() }), { maxLength: 12 }),
    }),
    { nil: undefined },
  ),
};

const evidence = fc.record({
  sources: fc.array(
    fc.record({
      n: fc.integer({ min: 1, max: 20 }),
      kind: fc.constantFrom("thread", "channel", "page", "file", "person", "result"),
      label: text(200),
      url: fc.option(fc.oneof(fc.webUrl({ withQueryParameters: true }), text(200))),
      note: text(200),
    }),
    { maxLength: 3 },
  ),
  more: fc.integer({ min: 0, max: 30 }),
});
export const anySilence = fc.constantFrom("deny" as const, "default" as const, "wait" as const);
export const basis = {
  silence: fc.option(anySilence, { nil: undefined }),
  noteBy: fc.option(text(80)) as fc.Arbitrary<string | null>,
  evidence: fc.option(evidence, { nil: undefined }),
};

/** What an edit changed. */
export const textEdit = {
  count: fc.integer({ min: 0, max: 30 }),
  changes: fc.array(
    fc.record({ before: text(60), removed: text(300), added: text(300), after: text(60) }),
    { maxLength: 3 },
  ),
};

/** What becomes of a post in another channel. */
export const posted = fc.record({
  channelName: filled(80),
  state: fc.constantFrom(...PostedShown.shape.state.options),
  seconds: fc.integer({ min: 0, max: 600 }),
  url: fc.option(fc.constant("https://acme.slack.com/archives/C0NEWS0001/p1795180141000100")),
  why: text(300),
  by,
  at: when,
});

export const parts = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("text" as const), markdown: text(3000), all: fc.boolean() }),
    fc.record({ kind: fc.constant("list" as const), label: text(100), items: lines(12, 300) }),
    fc.record({
      kind: fc.constant("facts" as const),
      facts: fc.array(fc.record({ label: text(150), value: text(300) }), { maxLength: 8 }),
    }),
  ),
  { maxLength: 4 },
);

export const via = fc.constantFrom("reply" as const, null, undefined);
