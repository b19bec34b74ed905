import type { AgentOut } from "../../src/domain/agent-io.js";
import type { Named } from "../../src/domain/person.js";
import { createDriver, decided, silence, theApproval, theCall } from "./graph-driver.js";
import { createHouse, inputOf, priya, tom } from "./graph-ports.js";

const both = { wanted: true, approvers: [priya, tom], unresolved: [] };
const target = { team: "T1", channel: "CNEWS", channelName: "company-news" };
const two = (outcome: Parameters<typeof decided>[0], by: Named) => ({
  ...decided(outcome, by),
  need: 2,
});

async function waiting(runId: string, house = createHouse(), post: typeof target | null = target) {
  const driver = createDriver(house.ports, inputOf(runId, { approval: both, post }));
  await driver.start();
  const first = await theApproval(driver);
  const { body } = house.artifacts.get(first.args.artifactId) ?? { body: "" };
  const edit = house.edit(runId, body.replace("1 December", "2 December"));
  return { driver, house, first, edit };
}

describe("the request graph: a version that several have to approve", () => {
  it("asks the others with what one of them changed, before anything is released", async () => {
    const { driver, house, first, edit } = await waiting("run_two");
    await driver.answer({ [first.id]: two(edit, priya) });
    const second = await theApproval(driver);
    expect(second.id).not.toBe(first.id);
    expect(second.args).toMatchObject({
      artifactId: edit.artifactId,
      digest: edit.digest,
      editedBy: null,
      savedBy: priya,
      objections: [],
      edit: { by: priya, count: 1, changes: [{ removed: "1", added: "2" }] },
    });
    expect(second.args.post?.digest).not.toBe(first.args.post?.digest);
    const asked = house.records.find((one) => one.checked?.callId === first.id);
    expect(asked?.checked?.line).toMatch(/\. It is asked again below\.$/);
    await driver.answer({ [second.id]: two({ verb: "approve" }, tom) });
    await driver.answer({ [(await theCall(driver)).id]: decided(silence) });
    expect(house.posts).toMatchObject([{ artifactId: edit.artifactId }]);
    expect(await driver.ending()).toMatchObject({ edited: true, editor: priya });
  });

  it("asks about what the check found first, and the others after the second save", async () => {
    const revise: AgentOut<"check"> = {
      statements: [],
      unmetCriteria: ["It names the date."],
      doubts: [],
      verdict: "revise",
      advice: ["Name the date."],
    };
    const house = createHouse();
    const check = house.ports.agents.check;
    house.ports.agents.check = async (step, input) =>
      step.key.includes(":edit:") ? revise : check(step, input);
    const { driver, first, edit } = await waiting("run_two_found", house);
    await driver.answer({ [first.id]: two(edit, priya) });
    const found = await theApproval(driver);
    expect(found.args).toMatchObject({ editedBy: priya, edit: { by: priya } });
    expect(found.args.objections).not.toEqual([]);
    expect(found.args.savedBy).toBeUndefined();
    const again = house.edit("run_two_found", "In Tom's words.");
    await driver.answer({ [found.id]: two(again, tom) });
    const last = await theApproval(driver);
    expect(last.args).toMatchObject({ editedBy: null, objections: [], edit: { by: tom } });
    expect(house.posts).toEqual([]);
  });

  it("does the same for a text that stays in its thread", async () => {
    const { driver, first, edit } = await waiting("run_two_here", createHouse(), null);
    await driver.answer({ [first.id]: two(edit, priya) });
    expect(await driver.ending()).toBeNull();
    const second = await theApproval(driver);
    await driver.answer({ [second.id]: two({ verb: "approve" }, tom) });
    expect(await driver.ending()).toMatchObject({ by: tom, editor: priya, edited: true });
  });
});
