import { RuleState } from "../../src/domain/standing-rule.js";
import fc from "fast-check";
import type { Shown } from "../../src/domain/shown.js";
import { PostedShown } from "../../src/domain/shown-post.js";
import { splitResult } from "../../src/slack/text/split-result.js";

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
const id = fc.constant("call_0123456789abcdef0123456789abcdef");
const run = fc.constant("run_0123456789abcdef0123456789abcdef");
const schedule = fc.constant("sch_0123456789abcdef0123456789abcdef");
/** An ISO instant. */
export const when = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const named = fc.record({
  id: fc.constantFrom("U0MAYA0001", "U0PRIYA001", "U0TOM00001"),
  name: filled(80),
});
const people = fc.array(named, { maxLength: 5 });
const by = fc.option(named);
const silence = fc.constantFrom("deny" as const, "default" as const);
const lines = (most: number, max: number) => fc.array(text(max), { maxLength: most });
const base = { callId: id, runId: run, title: filled(120) };
const long = fc.oneof(
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

const opened = {
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
const anySilence = fc.constantFrom("deny" as const, "default" as const, "wait" as const);
const basis = {
  silence: fc.option(anySilence, { nil: undefined }),
  noteBy: fc.option(text(80)) as fc.Arbitrary<string | null>,
  evidence: fc.option(evidence, { nil: undefined }),
};

/** What an edit changed. */
const textEdit = {
  count: fc.integer({ min: 0, max: 30 }),
  changes: fc.array(
    fc.record({ before: text(60), removed: text(300), added: text(300), after: text(60) }),
    { maxLength: 3 },
  ),
};

/** What becomes of a post in another channel. */
const posted = fc.record({
  channelName: filled(80),
  state: fc.constantFrom(...PostedShown.shape.state.options),
  seconds: fc.integer({ min: 0, max: 600 }),
  url: fc.option(fc.constant("https://acme.slack.com/archives/C0NEWS0001/p1795180141000100")),
  why: text(300),
  by,
  at: when,
});

const parts = fc.array(
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

const via = fc.constantFrom("reply" as const, null, undefined);

const kinds: fc.Arbitrary<Shown>[] = [
  fc.record({
    kind: fc.constant("reply" as const),
    ask: fc.constantFrom("change" as const, "which" as const),
    said: text(2000),
    choices: fc.array(fc.record({ callId: id, label: filled(200) }), {
      minLength: 1,
      maxLength: 6,
    }),
    noteId: fc.constantFrom("note_0123456789abcdef0123456789abcdef", null),
  }),
  fc.record({
    kind: fc.constant("ask" as const),
    ...base,
    ...opened,
    requester: named,
    asked: people,
    others: people,
    question: filled(300),
    why: text(300),
    parts,
    notes: lines(4, 300),
    buttons: fc.uniqueArray(
      fc.record({
        verb: fc.constantFrom("done", "handback", "vote", "edit"),
        label: filled(75),
        style: fc.constantFrom(undefined, "danger" as const),
      }),
      { minLength: 1, maxLength: 4, selector: (one) => one.verb },
    ),
    silence: anySilence,
    silenceMeans: text(200),
    deadlineAt: when,
    practice: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("ask_settled" as const),
    ...base,
    headline: filled(300),
    question: text(300),
    parts,
    notes: lines(4, 300),
    by,
    via,
    at: when,
    canAskAgain: fc.boolean(),
    canRead: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("post" as const),
    runId: run,
    title: filled(120),
    // What does not fit one message is posted nowhere else.
    bodyMarkdown: long.map((body) => splitResult(body)[0] ?? ""),
    requester: named,
    approver: named,
    byRule: fc.option(fc.boolean(), { nil: undefined }),
    practice: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("asked" as const),
    ...base,
    who: named,
    by,
    about: fc.option(text(300), { nil: undefined }),
    means: fc.option(text(300), { nil: undefined }),
    silence,
    deadlineAt: when,
  }),
  fc.record({
    kind: fc.constant("status" as const),
    runId: run,
    title: filled(60),
    phase: fc.constantFrom(...(["working", "waiting", "done", "stopped", "failed"] as const)),
    // A task's id is unique in its run.
    tasks: fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
        title: filled(120),
        state: fc.constantFrom(
          ...(["todo", "doing", "asking", "done", "failed", "skipped"] as const),
        ),
        note: text(200),
        sources: fc.array(fc.record({ label: text(200), url: fc.oneof(fc.webUrl(), text(100)) }), {
          maxLength: 5,
        }),
      }),
      { maxLength: 30, selector: (task) => task.id },
    ),
    now: text(300),
    footer: text(400),
    canStop: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("approval" as const),
    ...base,
    ...opened,
    requester: named,
    asked: people,
    others: people,
    excerptMarkdown: text(400),
    checked: text(400),
    doubts: lines(10, 300),
    changedSince: lines(10, 300),
    objections: lines(10, 300),
    editedBy: by,
    round: fc.integer({ min: 1, max: 3 }),
    maxRounds: fc.constant(3),
    deadlineAt: when,
    practice: fc.boolean(),
    ...basis,
    post: fc.option(fc.record({ channelName: filled(80), reach: text(300) }), { nil: undefined }),
    edit: fc.option(fc.record({ ...textEdit, by: named }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("approval_settled" as const),
    ...base,
    outcome: fc.constantFrom(
      ...(["approved", "approved_edited", "changes", "rejected", "expired", "cancelled"] as const),
    ),
    by,
    at: when,
    note: text(3000),
    via,
    byRule: fc.option(filled(140), { nil: undefined }),
    excerptMarkdown: text(400),
    edit: fc.option(fc.record(textEdit), { nil: undefined }),
    checked: text(400),
    canAskAgain: fc.boolean(),
    post: fc.option(posted, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("answer" as const),
    ...base,
    ...opened,
    asked: people,
    intro: text(300),
    fields,
    silence: anySilence,
    deadlineAt: when,
  }),
  fc.record({
    kind: fc.constant("answer_settled" as const),
    ...base,
    how: fc.constantFrom(...(["answered", "defaults", "silence", "expired", "cancelled"] as const)),
    by,
    at: when,
    lines: fc.array(fc.record({ label: text(150), value: text(3000) }), { maxLength: 6 }),
    canAskAgain: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("choose" as const),
    ...base,
    ...opened,
    asked: people,
    question: filled(300),
    options,
    suggestion: text(400),
    noneLabel: text(90),
    silence: anySilence,
    silenceMeans: text(300),
    deadlineAt: when,
  }),
  fc.record({
    kind: fc.constant("budget" as const),
    ...base,
    ...opened,
    asked: people,
    usedUsd: fc.double({ min: 0, max: 1000, noNaN: true }),
    moreUsd: fc.double({ min: 0, max: 1000, noNaN: true }),
    done: text(600),
    left: text(600),
    deadlineAt: when,
  }),
  fc.record({
    kind: fc.constant("choose_settled" as const),
    ...base,
    question: filled(300),
    how: fc.constantFrom(...(["chosen", "none", "silence", "expired", "cancelled"] as const)),
    by,
    at: when,
    choice: text(300),
    note: text(3000),
    via,
    canAskAgain: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("reminder" as const),
    callId: id,
    runId: run,
    asked: people,
    what: text(200),
    about: fc.option(text(300), { nil: undefined }),
    means: fc.option(text(300), { nil: undefined }),
    silence,
    deadlineAt: when,
  }),
  fc.record({
    kind: fc.constant("result" as const),
    runId: run,
    requester: named,
    title: filled(120),
    headline: text(400),
    bodyMarkdown: long,
    part: fc.constantFrom({ n: 1, of: 1 }, { n: 1, of: 3 }, { n: 2, of: 3 }, { n: 3, of: 3 }),
    sources: fc.array(
      fc.record({
        n: fc.integer({ min: 1, max: 99 }),
        kind: fc.constantFrom(
          ...(["thread", "channel", "page", "file", "person", "result"] as const),
        ),
        label: text(200),
        url: fc.option(fc.oneof(fc.webUrl({ withQueryParameters: true }), text(200))),
        note: text(200),
      }),
      { maxLength: 30 },
    ),
    notRead: lines(10, 300),
    checked: text(500),
    remarks: lines(10, 300),
    cost: text(200),
    practice: fc.boolean(),
    post: fc.option(posted, { nil: undefined }),
    fire: fc.option(fc.record({ scheduleId: schedule, day: text(60), late: text(300) }), {
      nil: undefined,
    }),
  }),
  fc.record({
    kind: fc.constant("failure" as const),
    runId: run,
    requester: named,
    title: filled(120),
    what: text(600),
    kept: text(600),
    canRetry: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("ended" as const),
    runId: run,
    requester: named,
    title: filled(120),
    why: fc.constantFrom(...(["rejected", "unanswered", "stopped"] as const)),
    by,
    at: when,
    reason: text(3000),
    done: text(500),
    notDone: text(500),
    cost: text(200),
    ping: fc.boolean(),
    askAgain: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("help" as const),
    botUserId: fc.constant("U0FERMATA1"),
    inThread: fc.boolean(),
    keepDays: fc.integer({ min: 1, max: 400 }),
    runBy: text(200),
  }),
  fc.record({
    kind: fc.constant("schedule" as const),
    scheduleId: schedule,
    creator: named,
    title: filled(120),
    goal: text(500),
    when: text(200),
    next: text(300),
    clocks: text(100),
    asks: text(200),
    costs: text(100),
    isDm: fc.boolean(),
    state: fc.constantFrom(...(["proposed", "active", "paused", "deleted", "dropped"] as const)),
    why: text(300),
  }),
  fc.record({
    kind: fc.constant("schedule_paused" as const),
    scheduleId: schedule,
    title: filled(120),
    why: text(300),
    isOpen: fc.boolean(),
    outcome: text(200),
  }),
  fc.record({
    kind: fc.constant("schedule_list" as const),
    page: fc.integer({ min: 1, max: 3 }),
    pages: fc.integer({ min: 1, max: 3 }),
    count: fc.integer({ min: 0, max: 30 }),
    items: fc.array(
      fc.record({
        scheduleId: schedule,
        title: filled(120),
        when: text(200),
        isPaused: fc.boolean(),
        nextAt: fc.option(when),
        lastAt: fc.option(when),
        cost: text(20),
      }),
      { maxLength: 5 },
    ),
  }),
  fc.record({
    kind: fc.constant("morning" as const),
    items: fc.array(
      fc.record({
        callId: fc.uuid(),
        fn: fc.constantFrom("approve" as const, "choose" as const, "declared" as const),
        question: text(600),
        postsTo: text(80),
        job: filled(120),
        askedBy: filled(80),
        openedAt: when,
        deadlineAt: when,
        silenceMeans: text(300),
        asked: fc.boolean(),
        alike: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 10 },
    ),
    total: fc.integer({ min: 1, max: 5000 }),
    tz: fc.constantFrom("Europe/Berlin", "UTC"),
  }),
  fc.record({
    kind: fc.constant("rule" as const),
    ruleId: fc.uuid(),
    state: fc.constantFrom(...RuleState.options),
    words: text(600),
    days: fc.integer({ min: 1, max: 365 }),
    examples: fc.array(
      fc.record({
        title: text(200),
        at: when,
        channel: text(40),
        ts: fc.option(fc.oneof(fc.constant("1795180000.000100"), text(30))),
        job: text(60),
      }),
      { maxLength: 50 },
    ),
    until: fc.option<string>(when),
    why: text(300),
  }),
  fc.record({
    kind: fc.constant("line" as const),
    text: text(2000),
    to: fc.option(named, { nil: undefined }),
    detail: lines(30, 500),
    link: fc.option<{ label: string; url: string }>(
      fc.record({
        label: text(100),
        url: fc.oneof<fc.Arbitrary<string>[]>(fc.webUrl(), text(100)),
      }),
    ),
  }),
];

/** Anything that can be shown, with hostile texts in every place. */
export const anyShown: fc.Arbitrary<Shown> = fc.oneof(...kinds);
