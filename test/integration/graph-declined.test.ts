import { fail } from "../../src/errors.js";
import { createDriver } from "./graph-driver.js";
import { createHouse, inputOf, task } from "./graph-ports.js";

/** A research that is refused for one of the steps. */
const declinesFor = (key: string, code: "MODEL_DECLINED" | "MODEL_EMPTY" = "MODEL_DECLINED") => {
  const house = createHouse();
  const { research } = house.ports.agents;
  house.ports.agents.research = async (step, input) => {
    if (step.key === key) throw fail(code);
    return research(step, input);
  };
  return house;
};

describe("the request graph: a model that declines", () => {
  it("goes on without the source, and says why it was not read", async () => {
    const house = declinesFor("research:t2");
    const driver = createDriver(house.ports, inputOf("run_declined"));
    await driver.start();
    expect(await driver.ending()).toMatchObject({
      kind: "delivered",
      notRead: ["acme.example/launch (the model declined)"],
    });
  });

  it("goes on without what was to be looked up, and says that it was not done", async () => {
    const house = declinesFor("research:t3");
    const made = task("t3", "research", { needs: ["t1"] });
    house.ports.agents.plan = async () => ({
      tasks: [task("t1", "read", { source: "thread" }), made],
      criteria: [],
      estimateMinutes: 1,
    });
    const driver = createDriver(house.ports, inputOf("run_not_done"));
    await driver.start();
    const ending = await driver.ending();
    expect(ending).toMatchObject({ kind: "delivered" });
    expect(ending?.remarks).toContain("Not done: Task t3 (the model declined).");
  });

  it("delivers what was found where the sources could not be compared", async () => {
    const house = createHouse();
    house.ports.agents.reconcile = async () => {
      throw fail("MODEL_FILTERED");
    };
    const driver = createDriver(house.ports, inputOf("run_not_compared"));
    await driver.start();
    expect((await driver.ending())?.remarks).toContain(
      "The sources were not compared: a content filter held the answer back.",
    );
  });

  it.each(["MODEL_DECLINED", "MODEL_EMPTY", "MODEL_CUT_OFF"] as const)(
    "plans by rule where the planner gives %s",
    async (code) => {
      const house = createHouse();
      house.ports.agents.plan = async () => {
        throw fail(code);
      };
      const driver = createDriver(house.ports, inputOf(`run_plan_${code}`));
      await driver.start();
      expect(await driver.ending()).toMatchObject({ kind: "delivered", notRead: [] });
    },
  );

  it("lets the job fail, to be tried again, where another try may bring more", async () => {
    const house = declinesFor("research:t2", "MODEL_EMPTY");
    const driver = createDriver(house.ports, inputOf("run_empty"));
    await expect(driver.start()).rejects.toThrow("empty");
  });
});
