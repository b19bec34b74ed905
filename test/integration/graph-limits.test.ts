import { hasCode } from "../../src/errors.js";
import { createDriver, decided, theApproval } from "./graph-driver.js";
import { createHouse, inputOf, priya, task, withApproval } from "./graph-ports.js";

describe("the request graph: budget", () => {
  it("ends with the claims when the money goes before there is a draft", async () => {
    const house = createHouse();
    house.house.budgetAt = "draft:1";
    const driver = createDriver(house.ports, inputOf("run_poor"));
    await driver.start();
    const ending = await driver.ending();
    expect(ending).toMatchObject({
      kind: "budget",
      checked: "Not checked: the budget was used up.",
    });
    expect(ending?.remarks[0]).toContain("budget was used up");
    expect(house.artifacts.get(ending?.artifactId ?? "")?.body).toBe(
      "**What was found so far**\n- The launch is on 1 December [1]\n- The launch is on 3 December [2]",
    );
  });

  it("ends with the draft when the money goes before its check", async () => {
    const house = createHouse();
    house.house.budgetAt = "check:1";
    const driver = createDriver(house.ports, inputOf("run_unchecked"));
    await driver.start();
    const ending = await driver.ending();
    expect(ending).toMatchObject({
      kind: "budget",
      checked: "Not checked: the budget was used up.",
    });
    expect(house.artifacts.get(ending?.artifactId ?? "")?.body).toContain("draft:1");
  });

  it.each(["triage", "plan"])("ends with nothing when the money goes at %s", async (key) => {
    const house = createHouse();
    house.house.budgetAt = key;
    const driver = createDriver(house.ports, inputOf(`run_poor_${key}`));
    await driver.start();
    expect(await driver.ending()).toMatchObject({ kind: "budget", artifactId: null });
  });

  it("keeps what parallel tasks found when one of them runs out of money", async () => {
    const house = createHouse();
    house.house.budgetAt = "research:t2";
    const driver = createDriver(house.ports, inputOf("run_half"));
    await driver.start();
    const ending = await driver.ending();
    expect(ending).toMatchObject({ kind: "budget", notRead: ["acme.example/launch"] });
    expect(ending?.sources.map((source) => source.n)).toEqual([1]);
  });

  it("asks for the approval that somebody wanted even then", async () => {
    const house = createHouse();
    house.house.budgetAt = "check:1";
    const driver = createDriver(house.ports, inputOf("run_poor_ok", withApproval));
    await driver.start();
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
