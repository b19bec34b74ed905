import type { Decided } from "../../src/domain/human-call.js";
import type { CallOutcome } from "../../src/domain/call-outcome.js";
import type { PlannedTask } from "../../src/domain/task.js";
import { functionOf } from "../../src/humans/functions/registry.js";
import { createDriver, decided, silence, theApproval, theCall } from "./graph-driver.js";
import { createHouse, inputOf, maya, priya, task, tom, withApproval } from "./graph-ports.js";

const reads = [
  task("t1", "read", { source: "thread" }),
  task("t2", "read", { source: "link1" }),
] as PlannedTask[];

function play(runId: string, asks: PlannedTask[], change: Parameters<typeof inputOf>[1] = {}) {
  const house = createHouse({
    plan: () => ({ tasks: [...reads, ...asks], criteria: [], estimateMinutes: 1 }),
  });
  return { house, driver: createDriver(house.ports, inputOf(runId, change)) };
}

/** A decision as the house passes it on: with what only the declaration can read. */
function passedOn(
  ask: Awaited<ReturnType<typeof theCall>>,
  outcome: CallOutcome,
  by = tom,
): Decided {
  const bound = functionOf(ask.args);
  const gave = bound.gave(outcome);
  const stops = bound.stops(outcome);
  return {
    ...decided(outcome, by),
    said: bound.told(outcome),
    ...(gave && { gave }),
    ...(stops !== null && { stops }),
  };
}

function given(ask: Awaited<ReturnType<typeof theCall>>, verb: string, values = {}): CallOutcome {
  const parsed = functionOf(ask.args).parse(verb, values);
  if (!parsed.ok || !("outcome" in parsed)) throw new Error("That is no answer.");
  return parsed.outcome;
}

describe("the request graph: a plan asks people by any function", () => {
  it("reads what somebody handed in before it goes on, and names them as its origin", async () => {
    const { house, driver } = play("run_provide", [
      task("a1", "ask", { fn: "provide", who: "Tom", what: "the price sheet" }),
      task("r1", "research", { needs: ["a1"] }),
    ]);
    await driver.start();
    const ask = await theCall(driver);
    expect(ask).toMatchObject({ asked: [tom], args: { fn: "declared", name: "provide" } });
    expect(house.runs).not.toContain("research:r1");

    const outcome = given(ask, "provide", { link: "https://acme.example/prices" });
    await driver.answer({ [ask.id]: passedOn(ask, outcome) });
    expect(await driver.ending()).toMatchObject({ kind: "delivered" });
    const { tasks, input, sources } = await driver.state();
    expect(input.sources.at(-1)).toMatchObject({ id: `given:${ask.id}`, kind: "page" });
    expect(tasks["given1"]).toMatchObject({ kind: "read", state: "done" });
    expect(tasks["r1"]).toMatchObject({ state: "done" });
    expect(sources[3]).toMatchObject({ label: "acme.example/prices" });
    expect(house.runs.indexOf("research:given1")).toBeLessThan(house.runs.indexOf("research:r1"));
    expect(house.inputs.find((one) => one.role === "draft")?.input).toMatchObject({
      answers: [{ question: "the price sheet", answer: "acme.example/prices", by: "Tom" }],
    });
  });

  it("goes on without, and says so, where nobody answers or nothing can be read", async () => {
    const asks = [task("a1", "ask", { fn: "assign", who: "Tom", what: "Call Norda back" })];
    const { driver } = play("run_silent", asks);
    await driver.start();
    const ask = await theCall(driver);
    await driver.answer({ [ask.id]: passedOn(ask, silence) });
    expect((await driver.ending())?.remarks).toContain(
      "Nobody answered in time, so it is open: Call Norda back",
    );

    const other = play("run_unread", [task("a1", "ask", { fn: "provide", what: "the sheet" })]);
    await other.driver.start();
    const sheet = await theCall(other.driver);
    other.house.house.unreadable.add(`given:${sheet.id}`);
    const link = given(sheet, "provide", { link: "https://acme.example/prices" });
    await other.driver.answer({ [sheet.id]: passedOn(sheet, link) });
    expect((await other.driver.ending())?.notRead).toEqual([
      "acme.example/prices (asks for a login)",
    ]);
  });

  it("takes what somebody chose, or their note on none of these", async () => {
    for (const [runId, verb, values, answer] of [
      ["run_choose", "choose", { index: "1\n3" }, "Norda, Deskly"],
      ["run_none", "choose.0", { note: "Ask Zen." }, "none of Norda, Kvik, Deskly. Ask Zen."],
    ] as const) {
      const items = ["Norda", "Kvik", "Deskly"];
      const { house, driver } = play(runId, [
        task("a1", "ask", { fn: "choose", who: "Tom", what: "Which?", items, several: true }),
      ]);
      await driver.start();
      const ask = await theCall(driver);
      await driver.answer({ [ask.id]: decided(given(ask, verb, values), tom) });
      expect(house.inputs.find((one) => one.role === "draft")?.input).toMatchObject({
        answers: [{ question: "Which?", answer, by: "Tom" }],
      });
    }
  });

  it.each([
    ["a function nobody declared", { fn: "juggle" }],
    ["what only the house itself asks", { fn: "approve" }],
    ["a choice without choices", { fn: "choose", what: "Which?", items: ["one"] }],
    ["a deed without a word", { fn: "assign" }],
  ])("makes a plain question of %s", async (_, change) => {
    const { driver } = play("run_bad", [task("a1", "ask", { title: "Norda", ...change })]);
    await driver.start();
    expect((await theCall(driver)).args).toMatchObject({ fn: "answer", fields: [{}] });
  });

  it("asks nobody whom the request does not name", async () => {
    const { driver } = play("run_who", [
      task("a1", "ask", { fn: "assign", what: "Call", who: "Zoe", others: ["Zoe", "Priya"] }),
    ]);
    await driver.start();
    expect((await theCall(driver)).asked).toEqual([maya, priya]);
  });
});

describe("the request graph: somebody edits the draft", () => {
  const asks = [
    task("a1", "ask", { fn: "edit", who: "Priya", what: "rewrite the intro", needs: ["t1"] }),
    task("r1", "research", { needs: ["a1"] }),
  ];

  it("delivers their version, checked once more, as theirs", async () => {
    const { house, driver } = play("run_edit", asks);
    await driver.start();
    const ask = await theCall(driver);
    expect(ask).toMatchObject({ asked: [priya], args: { name: "edit" } });
    expect(house.runs).toContain("check:1");
    const kept = house.edit("run_edit", "**Launch brief**, better.");
    const data = JSON.stringify({ ...kept, verb: undefined, how: "edited" });
    const outcome = { verb: "declared" as const, name: "edit", data };
    await driver.answer({ [ask.id]: passedOn(ask, outcome, priya) });
    const ending = await driver.ending();
    expect(ending).toMatchObject({ artifactId: kept.artifactId, edited: true, by: null });
    expect(ending?.remarks[0]).toBe("The text is Priya's version.");
    expect(house.runs).toContain("check:1:edit:0");
  });

  it("does not take an edit for an approval: whoever approves is asked about that version", async () => {
    const { house, driver } = play("run_both", asks, {
      approval: { ...withApproval.approval, wanted: true, approvers: [tom], unresolved: [] },
    });
    await driver.start();
    const ask = await theCall(driver);
    const kept = house.edit("run_both", "**Launch brief**, better.");
    const data = JSON.stringify({ ...kept, verb: undefined, how: "edited" });
    await driver.answer({
      [ask.id]: passedOn(ask, { verb: "declared", name: "edit", data }, priya),
    });
    const approval = await theApproval(driver);
    expect(approval.asked).toEqual([tom]);
    expect(approval.args).toMatchObject({ artifactId: kept.artifactId, digest: kept.digest });
    await driver.answer({ [approval.id]: decided({ verb: "approve" }, tom) });
    expect(await driver.ending()).toMatchObject({ artifactId: kept.artifactId, by: tom });
  });

  it.each([
    ["leaves it as it is", (ask: Awaited<ReturnType<typeof theCall>>) => given(ask, "done")],
    ["says nothing", () => silence],
  ])("delivers the draft where somebody %s", async (_, outcome) => {
    const { driver } = play("run_left", asks);
    await driver.start();
    const ask = await theCall(driver);
    await driver.answer({ [ask.id]: passedOn(ask, outcome(ask), priya) });
    expect(await driver.ending()).toMatchObject({ kind: "delivered", edited: false });
  });
});

describe("the request graph: several people judge the draft", () => {
  const asks = [
    task("a1", "ask", { fn: "review", who: "Tom", others: ["Priya", "Maya"], items: ["Short."] }),
  ];
  const says = (passed: boolean): CallOutcome => {
    const votes = [{ who: "Priya", isYes: passed, reason: "The date.", notes: [] }];
    const data = JSON.stringify({ passed, votes });
    return { verb: "declared", name: "review", data };
  };

  it("asks all of them about the checked draft, more than half must say yes", async () => {
    const { driver, house } = play("run_review", asks);
    await driver.start();
    const ask = await theCall(driver);
    const planned = house.records.find(({ key }) => key === "plan")?.lines;
    expect(planned?.map(({ id }) => id)).toEqual(["t1", "t2", "write", "check", "a1"]);
    expect(ask.asked).toEqual([tom, priya, maya]);
    const { args } = ask;
    const data: unknown = args.fn === "declared" ? JSON.parse(args.data) : null;
    expect(data).toMatchObject({ need: 2, of: 3, criteria: ["Short."] });
    await driver.answer({ [ask.id]: passedOn(ask, says(true), priya) });
    const ending = await driver.ending();
    expect(ending).toMatchObject({ kind: "delivered" });
    expect(ending?.remarks).toContain("It passes. Priya: yes. The date.");
  });

  it("delivers nothing that did not pass, and nothing that nobody judged", async () => {
    const { driver } = play("run_failed", asks);
    await driver.start();
    const ask = await theCall(driver);
    await driver.answer({ [ask.id]: passedOn(ask, says(false), priya) });
    expect(await driver.ending()).toMatchObject({
      kind: "rejected",
      by: priya,
      reason: "It did not pass. Priya: no. The date.",
    });

    const quiet = play("run_unjudged", asks);
    await quiet.driver.start();
    const silentAsk = await theCall(quiet.driver);
    await quiet.driver.answer({ [silentAsk.id]: passedOn(silentAsk, silence) });
    expect(await quiet.driver.ending()).toMatchObject({ kind: "unanswered" });
  });
});
