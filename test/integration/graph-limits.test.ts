import { fail, hasCode } from "../../src/errors.js";
import { planFor } from "../../src/runs/failure.js";
import type { CallAsk } from "../../src/domain/human-call.js";
import {
  createDriver,
  decided,
  type Driver,
  silence,
  theApproval,
  theCall,
} from "./graph-driver.js";
import { createHouse, inputOf, maya, priya, task, tom, withApproval } from "./graph-ports.js";

/** Answers the one open question about money. */
async function answerMoney(driver: Driver, index: number): Promise<CallAsk> {
  const call = await theCall(driver);
  expect(call.args).toMatchObject({ fn: "choose", budget: { capUsd: 1 } });
  await driver.answer({ [call.id]: decided({ verb: "choose", index, note: "" }, maya) });
  return call;
}

describe("the request graph: budget", () => {
  it("asks the requester, and goes on in the same place when there is more", async () => {
    const house = createHouse();
    house.house.budgetAt = "draft:1";
    const driver = createDriver(house.ports, inputOf("run_more"));
    await driver.start();
    expect(await driver.ending()).toBeNull();
    const call = await theCall(driver);
    expect(call.asked).toEqual([maya]);
    expect(call.args).toMatchObject({
      options: [{ short: "Up to $0.50 more" }, { short: "Finish with what we have" }, {}],
      defaultIndex: 2,
      budget: { raiseToUsd: 1.5, done: "Task t1, Task t2" },
    });
    const before = [...house.runs];
    house.house.budgetAt = "";
    await answerMoney(driver, 1);
    expect(await driver.ending()).toMatchObject({ kind: "delivered", remarks: [] });
    expect(house.runs.slice(before.length)).toEqual(["draft:1", "check:1"]);
  });

  it("asks again, with a call of its own, each time the money is used up", async () => {
    const house = createHouse();
    house.house.budgetAt = "draft:1";
    const driver = createDriver(house.ports, inputOf("run_again"));
    await driver.start();
    house.house.budgetAt = "check:1";
    const first = await answerMoney(driver, 1);
    const second = await theCall(driver);
    expect(second.id).not.toBe(first.id);
    expect(second.args).toMatchObject({ budget: { done: "Task t1, Task t2, a draft" } });
    house.house.budgetAt = "";
    await answerMoney(driver, 1);
    expect(await driver.ending()).toMatchObject({ kind: "delivered" });
  });

  it("offers at least what the refused step may cost", async () => {
    const house = createHouse({
      draft: () => {
        throw fail("BUDGET_RUN", { neededUsd: 0.777 });
      },
    });
    const driver = createDriver(house.ports, inputOf("run_dear"));
    await driver.start();
    expect((await theCall(driver)).args).toMatchObject({ budget: { raiseToUsd: 1.78 } });
  });

  it.each([
    ["somebody", { verb: "choose" as const, index: 2, note: "" }],
    ["silence", silence],
  ])("ends with the claims when %s says so", async (who, outcome) => {
    const house = createHouse();
    house.house.budgetAt = "draft:1";
    const driver = createDriver(house.ports, inputOf(`run_poor_${who}`));
    await driver.start();
    const { id } = await theCall(driver);
    await driver.answer({ [id]: decided(outcome, who === "silence" ? null : maya) });
    const ending = await driver.ending();
    expect(ending).toMatchObject({
      kind: "budget",
      checked: "Not checked: the budget was used up.",
    });
    expect(ending?.remarks[0]).toContain("budget of $1.00 was used up");
    expect(house.artifacts.get(ending?.artifactId ?? "")?.body).toBe(
      "**What was found so far**\n- The launch is on 1 December [1]\n- The launch is on 3 December [2]",
    );
  });

  it("ends with the draft when the money goes before its check", async () => {
    const house = createHouse();
    house.house.budgetAt = "check:1";
    const driver = createDriver(house.ports, inputOf("run_unchecked"));
    await driver.start();
    await answerMoney(driver, 2);
    const ending = await driver.ending();
    expect(ending).toMatchObject({
      kind: "budget",
      checked: "Not checked: the budget was used up.",
    });
    expect(house.artifacts.get(ending?.artifactId ?? "")?.body).toContain("draft:1");
  });

  it.each(["triage", "plan"])("goes on from %s, or ends there with nothing", async (key) => {
    const house = createHouse();
    house.house.budgetAt = key;
    const driver = createDriver(house.ports, inputOf(`run_poor_${key}`));
    await driver.start();
    expect((await theCall(driver)).args).toMatchObject({ budget: { done: "nothing yet" } });
    house.house.budgetAt = key === "triage" ? "plan" : "";
    await answerMoney(driver, 1);
    if (key === "triage") {
      await answerMoney(driver, 2);
      expect(await driver.ending()).toMatchObject({
        kind: "budget",
        artifactId: null,
        reason: "run",
      });
      return;
    }
    expect(await driver.ending()).toMatchObject({ kind: "delivered" });
  });

  it("keeps what parallel tasks found when one of them runs out of money", async () => {
    const house = createHouse();
    house.house.budgetAt = "research:t2";
    const driver = createDriver(house.ports, inputOf("run_half"));
    await driver.start();
    await answerMoney(driver, 2);
    const ending = await driver.ending();
    expect(ending).toMatchObject({ kind: "budget", notRead: ["acme.example/launch"] });
    expect(ending?.sources.map((source) => source.n)).toEqual([1]);
  });

  it("waits for other answers at the same time, and stands beside none of them", async () => {
    const ask = task("t2", "ask", {
      who: "Tom",
      fields: [{ name: "n", label: "How many?", type: "text" }] as never,
    });
    const house = createHouse({
      plan: () => ({
        tasks: [task("t1", "read", { source: "thread" }), ask],
        criteria: [],
        estimateMinutes: 1,
      }),
    });
    house.house.budgetAt = "research:t1";
    const driver = createDriver(house.ports, inputOf("run_two_calls"));
    await driver.start();
    const open = await driver.open();
    expect(open.map((one) => one.args.fn).sort()).toEqual(["answer", "choose"]);
    const money = open.find((one) => one.args.fn === "choose");
    const question = open.find((one) => one.args.fn === "answer");
    house.house.budgetAt = "";
    await driver.answer({
      [question?.id ?? ""]: decided(
        { verb: "answer", values: { n: "40" }, usedDefaults: false },
        tom,
      ),
    });
    expect((await driver.open()).map((one) => one.id)).toEqual([money?.id]);
    await answerMoney(driver, 1);
    expect(await driver.ending()).toMatchObject({ kind: "delivered" });
  });

  it("asks once more when a job that was stopped at its cap goes on after all", async () => {
    const house = createHouse();
    house.house.budgetAt = "draft:1";
    const driver = createDriver(house.ports, inputOf("run_stop"));
    await driver.start();
    const first = await answerMoney(driver, 3);
    const second = await theCall(driver);
    expect(second.id).not.toBe(first.id);
    expect(await driver.ending()).toBeNull();
  });

  it("asks for the approval that somebody wanted even then", async () => {
    const house = createHouse();
    house.house.budgetAt = "check:1";
    const driver = createDriver(house.ports, inputOf("run_poor_ok", withApproval));
    await driver.start();
    await answerMoney(driver, 2);
    expect(await driver.ending()).toBeNull();
    const first = await theApproval(driver);
    await driver.answer({ [first.id]: decided({ verb: "changes", note: "Shorter" }, priya) });
    const second = await theApproval(driver);
    expect(second.args.objections).toHaveLength(1);
    await driver.answer({ [second.id]: decided({ verb: "approve" }, priya) });
    expect(await driver.ending()).toMatchObject({ kind: "budget", by: priya });
  });

  it("delivers the version a person saved when the money goes before its check", async () => {
    const house = createHouse();
    const driver = createDriver(house.ports, inputOf("run_poor_edit", withApproval));
    await driver.start();
    const { id } = await theApproval(driver);
    house.house.budgetAt = "check:1:edit:1";
    const edit = house.edit("run_poor_edit", "My own words.");
    await driver.answer({ [id]: decided(edit, priya) });
    await answerMoney(driver, 2);
    expect(await driver.ending()).toMatchObject({
      kind: "budget",
      artifactId: edit.artifactId,
      by: priya,
      edited: true,
      checked: "Not checked: the budget was used up.",
    });
  });
});

describe("the request graph: limits", () => {
  it("stops with STEP_LIMIT when it takes more steps than it may", async () => {
    const house = createHouse();
    const limits = { maxSteps: 4, maxTasks: 20, maxDraftRounds: 3 };
    const driver = createDriver(house.ports, inputOf("run_steps", { limits }));
    const error: unknown = await driver.start().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(hasCode(error, "STEP_LIMIT")).toBe(true);
    await expect(driver.next()).rejects.toThrow("more steps");
  });

  it("stops with STEP_LIMIT where several tasks would begin at once", async () => {
    const tasks = ["r1", "r2", "r3"].map((id) => task(id, "research"));
    const house = createHouse({ plan: () => ({ tasks, criteria: [], estimateMinutes: 1 }) });
    const limits = { maxSteps: 2, maxTasks: 20, maxDraftRounds: 3 };
    const driver = createDriver(house.ports, inputOf("run_wide", { limits }));
    const error: unknown = await driver.start().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AggregateError);
    expect(planFor(error, 0)).toMatchObject({ kind: "fail", code: "STEP_LIMIT", canRetry: false });
  });

  it("runs no more tasks than it may, reads first, and says what was not read", async () => {
    const tasks = Array.from({ length: 9 }, (_, n) => task(`r${n}`, "research"));
    const house = createHouse({ plan: () => ({ tasks, criteria: [], estimateMinutes: 1 }) });
    const limits = { maxSteps: 60, maxTasks: 3, maxDraftRounds: 3 };
    const sources = [1, 2, 3, 4].map((n) => ({
      id: `p${n}`,
      kind: "page" as const,
      label: `page ${n}`,
    }));
    const driver = createDriver(house.ports, inputOf("run_many", { limits, sources }));
    await driver.start();
    expect(house.runs.filter((key) => key.startsWith("research"))).toHaveLength(3);
    expect((await driver.ending())?.notRead).toEqual(["page 4"]);
  });

  it("takes few steps for a plain job", async () => {
    const house = createHouse();
    const driver = createDriver(house.ports, inputOf("run_short"));
    await driver.start();
    expect((await driver.state()).steps).toBe(7);
  });

  it("lets other errors through to the caller", async () => {
    const house = createHouse({
      draft: () => {
        throw new Error("down");
      },
    });
    const driver = createDriver(house.ports, inputOf("run_down"));
    await expect(driver.start()).rejects.toThrow("down");
    expect(await driver.ending()).toBeNull();
  });
});
