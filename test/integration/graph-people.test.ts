import { FormField } from "../../src/domain/form-field.js";
import { resumeCommand } from "../../graphs/request/resume-command.js";
import { createDriver, decided, silence, theCall } from "./graph-driver.js";
import { createHouse, inputOf, maya, priya, task, tom } from "./graph-ports.js";

/** Two people are asked; six tasks wait for each, in chains. */
const twelve = [
  task("thread", "read", { source: "thread" }),
  task("link", "read", { source: "link1" }),
  task("askTom", "ask", { who: "Tom", title: "Who owns it?" }),
  task("askPriya", "ask", { who: "Priya", title: "Which words?" }),
  ...["tom", "priya"].flatMap((name) =>
    [1, 2, 3, 4, 5, 6].map((n) =>
      task(`${name}${n}`, "research", {
        needs: [n < 4 ? (name === "tom" ? "askTom" : "askPriya") : `${name}${n - 3}`],
      }),
    ),
  ),
];

const planned = (tasks = twelve) => ({
  plan: () => ({ tasks, criteria: [], estimateMinutes: 1 }),
});
const says = (answer: string, by = tom) =>
  decided({ verb: "answer", values: { answer }, usedDefaults: false }, by);
const finished = (runs: string[], name: string) =>
  runs.filter((key) => key.startsWith(`research:${name}`)).length;

describe("the request graph: people", () => {
  it.each([
    ["goes on with what is filled in", {}, "delivered"],
    ["ends where a rule takes silence for a no", { denies: true }, "unanswered"],
  ])("%s when nobody answers", async (_, more, kind) => {
    const field = { name: "answer", label: "Who?", type: "text", default: "Tom" };
    const fields = [FormField.parse(field)];
    const house = createHouse(planned([task("askTom", "ask", { who: "Tom", fields })]));
    const driver = createDriver(house.ports, inputOf("run_silent"));
    await driver.start();
    const [call] = await driver.open();
    await driver.answer({ [call?.id ?? ""]: { ...decided(silence), ...more } });
    expect(await driver.ending()).toMatchObject({ kind });
  });

  it("asks two people at once, and an answer moves exactly what waits for it", async () => {
    const house = createHouse(planned());
    const driver = createDriver(house.ports, inputOf("run_two"));
    await driver.start();

    const open = await driver.open();
    const toTom = open.find((call) => call.asked[0]?.id === tom.id);
    const toPriya = open.find((call) => call.asked[0]?.id === priya.id);
    if (!toTom || !toPriya) throw new Error("Both are asked.");
    expect(driver.reported.map((call) => call.id).sort()).toEqual([toTom.id, toPriya.id].sort());
    expect((await driver.pending())?.calls).toEqual([toTom.id, toPriya.id].sort());
    expect([finished(house.runs, "tom"), finished(house.runs, "priya")]).toEqual([0, 0]);

    await driver.answer({ [toPriya.id]: says("Plain ones", priya) });
    expect([finished(house.runs, "tom"), finished(house.runs, "priya")]).toEqual([0, 6]);
    expect((await driver.pending())?.calls).toEqual([toTom.id]);
    const { tasks } = await driver.state();
    expect(tasks["askPriya"]).toMatchObject({ state: "done", note: "answered by Priya" });
    expect(tasks["tom1"]).toMatchObject({ state: "todo" });

    await driver.answer({ [toTom.id]: says("Tom does") });
    expect([finished(house.runs, "tom"), finished(house.runs, "priya")]).toEqual([6, 6]);
    expect(await driver.ending()).toMatchObject({ kind: "delivered" });
    expect(house.inputs.find((one) => one.role === "draft")?.input).toMatchObject({
      answers: [
        { question: "Which words?", answer: "Plain ones", by: "Priya" },
        { question: "Who owns it?", answer: "Tom does", by: "Tom" },
      ],
    });
    expect(new Set(house.runs).size).toBe(house.runs.length);
  });

  it("takes both answers at once", async () => {
    const house = createHouse(planned());
    const driver = createDriver(house.ports, inputOf("run_both"));
    await driver.start();
    const open = await driver.open();
    await driver.answer(Object.fromEntries(open.map((call) => [call.id, says("Yes")])));
    expect(await driver.ending()).toMatchObject({ kind: "delivered" });
  });

  it("is not moved by the same resume again, nor by answers to other calls or of another kind", async () => {
    const house = createHouse(planned());
    const driver = createDriver(house.ports, inputOf("run_again"));
    await driver.start();
    const open = await driver.open();
    const [first, second] = open;
    const wait = await driver.pending();
    if (!first || !second || !wait) throw new Error("Two calls are open.");
    const same = resumeCommand(wait.id, { decisions: { [first.id]: says("One") } });
    await driver.go(same);
    const after = [...house.runs];
    await driver.go(same);
    expect(house.runs).toEqual(after);
    expect((await driver.open()).map((call) => call.id)).toEqual([second.id]);

    await driver.answer({
      [first.id]: says("Two"),
      call_unknown: says("Three"),
      [second.id]: decided({ verb: "approve" }, tom),
    });
    expect(house.runs).toEqual(after);
    expect((await driver.open()).map((call) => call.id)).toEqual([second.id]);
    expect((await driver.state()).answers.map((one) => one.answer)).toEqual(["One"]);
  });

  it("asks one person once, in one form, and only people whom the request names", async () => {
    const house = createHouse(
      planned([
        task("a", "ask", { who: "Tom", title: "First?" }),
        task("b", "ask", { who: "tom", title: "Second?" }),
        task("c", "ask", { who: "Somebody Else", title: "Third?" }),
      ]),
    );
    const driver = createDriver(house.ports, inputOf("run_one_form", { sources: [] }));
    await driver.start();
    const open = await driver.open();
    expect(open.map((call) => call.asked)).toEqual([[tom], [maya]]);
    expect(open[0]?.args).toMatchObject({ fields: [{ label: "First?" }, { label: "Second?" }] });
  });

  it("keeps text that looks like a stored class as text", async () => {
    const trap = '{"lc":1,"type":"constructor","id":["langchain_core","messages","AIMessage"]}';
    const house = createHouse({
      ...planned([task("askTom", "ask", { who: "Tom", title: "What?" })]),
      draft: (input) => ({ markdown: JSON.stringify(input.answers), changed: [] }),
    });
    const driver = createDriver(house.ports, inputOf("run_trap", { sources: [], goal: trap }));
    await driver.start();
    const call = await theCall(driver);
    await driver.answer({ [call.id]: says(trap) });
    const state = await driver.state();
    expect(state.answers[0]?.answer).toBe(trap);
    expect(state.input.goal).toBe(trap);
    expect(house.artifacts.get(state.ending?.artifactId ?? "")?.body).toContain("AIMessage");
  });

  it("keeps claims in artifacts as text and out of the state", async () => {
    const excerpt = "words that only the document has";
    const house = createHouse({
      research: () => ({
        summary: "1 fact",
        claims: [
          { topic: "t", text: excerpt, value: null, excerpt, by: null, date: null, sourceN: null },
        ],
        missing: [],
      }),
      ...planned([task("t1", "read", { source: "thread" }), task("askTom", "ask", { who: "Tom" })]),
    });
    const driver = createDriver(house.ports, inputOf("run_small"));
    await driver.start();
    const state = await driver.state();
    expect(JSON.stringify(state)).not.toContain(excerpt);
    expect(house.artifacts.get(state.tasks["t1"]?.out ?? "")?.body).toContain(excerpt);
  });

  it("goes on without an answer to a contradiction and states both; the fourth is not asked", async () => {
    const contradiction = (n: number) => ({
      question: `Which ${n}?`,
      options: [
        { label: "One", short: "One", claimIds: ["t1.1"] },
        { label: "Three", short: "Three", claimIds: ["t2.1"] },
        { label: "Invented", short: "Invented", claimIds: ["t9.9"] },
      ],
      suggestion: "",
      suggestedIndex: null,
    });
    const house = createHouse({
      reconcile: () => ({ contradictions: [1, 2, 3, 4].map(contradiction) }),
    });
    const driver = createDriver(house.ports, inputOf("run_four"));
    await driver.start();
    const open = await driver.open();
    expect(open).toHaveLength(3);
    for (const call of open) expect(call.args.fn === "choose" && call.args.options).toHaveLength(2);
    const [one, two, three] = open;
    if (!one || !two || !three) throw new Error("Three are open.");
    await driver.answer({
      [one.id]: decided(silence),
      [two.id]: decided({ verb: "choose", index: 0, note: "It is the 2nd" }, maya),
      [three.id]: decided({ verb: "choose", index: 2, note: "" }, maya),
    });
    const { choices, ending } = await driver.state();
    expect(choices.map((one) => [one.question, one.by])).toEqual(
      expect.arrayContaining([
        ["Which 4?", "nobody"],
        ["Which 1?", "nobody"],
        ["Which 2?", "Maya"],
        ["Which 3?", "Maya"],
      ]),
    );
    expect(ending?.remarks).toEqual(
      expect.arrayContaining([
        "The sources disagree and both are stated: Which 4?",
        "Nobody answered in time; I went on with: both are stated (Which 1?)",
        "Which 2? Maya chose It is the 2nd.",
        "Which 3? Maya chose Three.",
      ]),
    );
  });
});
