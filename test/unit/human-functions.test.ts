import { PlannedAsk } from "../../src/domain/task.js";
import { type CallArgs, HumanCall } from "../../src/domain/human-call.js";
import type { CallOutcome } from "../../src/domain/call-outcome.js";
import { functionOf, isOnDraft, plannedCall } from "../../src/humans/functions/registry.js";
import { canYou, dayInWords } from "../../src/humans/functions/can-you.js";

const look = { text: "The **first** version.", requesterName: "Maya" };
const job = { title: "Launch brief", text: null, asked: 1 };
const draft = { artifactId: "art_1", digest: "d1", excerpt: "The **first** version." };

function asked(fn: string, change: Partial<PlannedAsk> = {}, text: typeof draft | null = null) {
  const args = plannedCall(PlannedAsk.parse({ fn, ...change }), { ...job, text });
  if (args === null) throw new Error(`${fn} cannot be asked like this.`);
  return args;
}

function callOf(args: CallArgs, outcome: CallOutcome | null): HumanCall {
  const at = new Date("2026-11-20T13:00:00Z");
  const leo = { id: "ULEO", name: "Leo" };
  return HumanCall.parse({
    id: "call_1",
    runId: "run_1",
    taskId: "t1",
    status: outcome ? "decided" : "open",
    args,
    asked: [leo],
    others: [],
    channel: "C1",
    threadTs: "1.1",
    silence: "deny",
    openedAt: at,
    deadlineAt: at,
    remindAt: null,
    remindedAt: null,
    outcome,
    decidedBy: leo,
    decidedAt: at,
    takenAt: null,
  });
}

function outcomeOf(args: CallArgs, verb: string, values: Record<string, string>): CallOutcome {
  const parsed = functionOf(args).parse(verb, values);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  if ("ballot" in parsed) throw new Error("It is only a vote.");
  return "outcome" in parsed
    ? parsed.outcome
    : parsed.as({ artifactId: "art_2", digest: parsed.keep === "same" ? "d1" : "d2" });
}

function errorsOf(args: CallArgs, verb: string, values: Record<string, string>) {
  const parsed = functionOf(args).parse(verb, values);
  return parsed.ok ? {} : parsed.errors;
}

const file = (name: string, bytes: number) => JSON.stringify({ id: "F1", name, bytes });

describe("words of questions", () => {
  it.each([
    ["call Norda back", "Can you call Norda back?"],
    ["Please call Norda back.", "Can you call Norda back?"],
    ["SSO: ask the vendor", "Can you SSO: ask the vendor?"],
  ])("asks for %s", (wish, question) => expect(canYou(wish)).toBe(question));

  it("says a day as people do", () => {
    expect(dayInWords("2026-12-01")).toBe("Tuesday 1 December");
    expect(dayInWords("soon")).toBe("soon");
  });
});

describe("edit", () => {
  const args = asked("edit", { what: "rewrite the intro" }, draft);

  it("is asked about the draft, and only once there is one", () => {
    expect(isOnDraft("edit")).toBe(true);
    expect(plannedCall(PlannedAsk.parse({ fn: "edit", what: "rewrite it" }), job)).toBeNull();
    expect(functionOf(args).textOf).toBe("art_1");
  });

  it("opens the whole text, and gives back what was written", () => {
    const form = functionOf(args).form("edit", look);
    expect(form?.fields[0]).toMatchObject({ name: "text", whole: true, default: look.text });
    const outcome = outcomeOf(args, "edit", { text: "Better." });
    expect(functionOf(args).gave(outcome)).toMatchObject({ kind: "text", artifactId: "art_2" });
    expect(functionOf(args).did(outcome)).toBe("edited this");
  });

  it("takes a text that was not changed as left as it is, and no empty one", () => {
    expect(functionOf(args).gave(outcomeOf(args, "edit", { text: "same" }))).toBeNull();
    expect(errorsOf(args, "edit", { text: "  " })).toHaveProperty("text");
    expect(functionOf(args).gave(outcomeOf(args, "done", {}))).toBeNull();
  });

  it("shows on the settled card what was changed", () => {
    const change = { before: "The", removed: "first", added: "second", after: "version." };
    const texts = { excerpt: "The second version.", edit: { count: 1, changes: [change] } };
    const call = callOf(args, outcomeOf(args, "edit", { text: "Better." }));
    expect(functionOf(args).settled(call, texts)).toMatchObject({
      headline: "Leo edited this",
      parts: [{ kind: "changes", edit: texts.edit }],
    });
  });
});

describe("provide", () => {
  const args = asked("provide", { what: "the price sheet", items: [".CSV", "pdf", "link"] });

  it("asks for a file or a link, and says what will do", () => {
    const form = functionOf(args).form("provide", look);
    expect(form?.fields.map((one) => [one.name, one.type, one.optional])).toEqual([
      ["file", "file", true],
      ["link", "link", true],
    ]);
    expect(form?.fields[0]).toMatchObject({
      endings: ["csv", "pdf"],
      hint: ".csv or .pdf, at most 10 MB",
    });
  });

  it.each([
    [{}, "file", "Add a file (.csv or .pdf, at most 10 MB) or a link, please."],
    [{ link: "x", file: file("a.csv", 1) }, "link", "Either the file or a link"],
    [{ link: "ftp://x.example" }, "link", "Write a web address"],
    [{ link: "https://me:secret@x.example" }, "link", "Leave the name and password out"],
    [{ file: file("a.exe", 1) }, "file", "Only .csv or .pdf will do"],
    [{ file: file("a.csv", 0) }, "file", "empty"],
    [{ file: file("a.csv", 10_000_001) }, "file", "10.0 MB; at most 10 MB"],
    [{ file: "F1" }, "file", "cannot be seen"],
  ])("refuses %j at the field %s", (values: Record<string, string>, field, why) => {
    expect(errorsOf(args, "provide", values)[field]).toContain(why);
  });

  it("gives the job a file or a link to read, or says why there is none", () => {
    const bound = functionOf(args);
    const given = outcomeOf(args, "provide", { file: file("prices.csv", 2_000) });
    expect(bound.gave(given)).toEqual({ kind: "file", fileId: "F1", label: "prices.csv" });
    const link = outcomeOf(args, "provide", { link: "https://acme.example/prices" });
    expect(bound.gave(link)).toMatchObject({ kind: "link", label: "acme.example/prices" });
    const back = outcomeOf(args, "handback", { reason: "Not mine." });
    expect(bound.gave(back)).toBeNull();
    expect(bound.told(back)).toEqual([
      { question: "the price sheet", answer: "not provided: Not mine." },
    ]);
  });
});

describe("choose", () => {
  const args = asked("choose", { what: "Which ones?", items: ["A", "B", "C"], several: true });

  it("takes several, in the order of the options, and shows them all", () => {
    const outcome = outcomeOf(args, "choose", { index: "3\n1" });
    expect(outcome).toMatchObject({ verb: "choose", index: 1, indices: [1, 3] });
    expect(functionOf(args).settled(callOf(args, outcome), {})).toMatchObject({
      how: "chosen",
      choice: "A, C",
    });
    expect(functionOf(args).form("choose", look)?.fields[0]?.type).toBe("several");
  });

  it("does not take none of these beside others, nor without a word", () => {
    expect(errorsOf(args, "choose", { index: "0\n1" })).toHaveProperty("index");
    expect(errorsOf(args, "choose", { index: "" })).toHaveProperty("index");
    expect(functionOf(args).form("choose.0", look)?.fields[0]?.name).toBe("note");
    expect(errorsOf(args, "choose.0", {})).toHaveProperty("note");
    expect(outcomeOf(args, "choose.0", { note: "D" })).toMatchObject({ index: 0, note: "D" });
  });

  it("cannot be asked with one choice only, nor any function that nobody declared", () => {
    const one = PlannedAsk.parse({ fn: "choose", what: "Which?", items: ["A", "A"] });
    expect(plannedCall(one, job)).toBeNull();
    for (const fn of ["approve", "release", "constructor", "nothing"]) {
      expect(plannedCall(PlannedAsk.parse({ fn, what: "x" }), job)).toBeNull();
    }
  });
});

it("asks for a deed by a day, and forgets a day that is none", () => {
  const args = asked("assign", { what: "Call Norda back", dueOn: "2026-12-01" });
  expect(functionOf(args).words.question).toBe("Can you call Norda back?");
  const shown = functionOf(args).shown(callOf(args, null), {
    requester: { id: "UMAYA", name: "Maya" },
    practice: false,
    names: {},
  });
  expect(shown).toMatchObject({ notes: ["Wanted by Tuesday 1 December."] });
  const vague = asked("assign", { what: "Call Norda back", dueOn: "soon" });
  expect(functionOf(vague).words.question).toBe("Can you call Norda back?");
});

it("says which verbs a function does not have, whatever is in them", () => {
  const isKnown = (fn: string, verb: string) => {
    const parsed = functionOf(asked(fn, { what: "Which one?", items: ["Red", "Blue"] })).parse(
      verb,
      {},
    );
    return parsed.ok || parsed.isUnknown !== true;
  };
  expect([isKnown("choose", "choose.1"), isKnown("choose", "choose")]).toEqual([true, true]);
  for (const verb of ["approve", "my own words", "constructor", ""])
    expect([isKnown("choose", verb), isKnown("provide", verb)]).toEqual([false, false]);
});
