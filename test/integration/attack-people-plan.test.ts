import { createDriver, decided, theCall } from "./graph-driver.js";
import { createHouse, inputOf, priya, task, tom } from "./graph-ports.js";

const reads = [task("t1", "read", { source: "thread" }), task("t2", "read", { source: "link1" })];

/** A job whose plan lets people judge the draft, as a model or a page it read might write it. */
function judged(runId: string, change: Parameters<typeof task>[2]) {
  const asks = [task("a1", "ask", { fn: "review", who: "Tom", others: ["Priya"], ...change })];
  const house = createHouse({
    plan: () => ({ tasks: [...reads, ...asks], criteria: [], estimateMinutes: 1 }),
  });
  return createDriver(house.ports, inputOf(runId));
}

it.each([
  ["an empty point", { items: ["", "It is right."] }],
  ["points of blanks only", { items: ["  ", "\n"] }],
  ["more votes than people", { items: ["Right?"], need: 10_000 }],
  ["no votes at all", { items: ["Right?"], need: -3 }],
])("still has the draft judged with %s in the plan", async (_, change) => {
  const driver = judged("run_judged", change);
  await driver.start();
  const ask = await theCall(driver);
  expect(ask).toMatchObject({ asked: [tom, priya], args: { fn: "declared", name: "review" } });
});

it("goes on after a plain question about the draft, where it cannot be asked otherwise", async () => {
  const house = createHouse({
    plan: () => ({
      tasks: [...reads, task("a1", "ask", { fn: "review", who: "Tom", title: "Fine?" })],
      criteria: [],
      estimateMinutes: 1,
    }),
  });
  house.ports.asks.call = () => null;
  const driver = createDriver(house.ports, inputOf("run_plain"));
  await driver.start();
  const ask = await theCall(driver);
  expect(ask.args).toMatchObject({ fn: "answer" });
  await driver.answer({
    [ask.id]: decided({ verb: "answer", values: { answer: "It is." }, usedDefaults: false }, tom),
  });
  expect(await driver.ending()).toMatchObject({ kind: "delivered" });
});
