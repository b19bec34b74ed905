import { z } from "zod";
import { people } from "../../playground/seed/ids.js";
import type { GraphVersions } from "../../graphs/version.js";
import { planFor } from "../../src/runs/failure.js";
import { lost, NOT_TAKEN_IN } from "../../src/runs/version/standing.js";
import { type Change, otherGraph } from "../support/graphs/other-graph.js";
import { deploy, endHouse, onlyV1 } from "../support/graphs/deploys.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fromBot,
  held,
  press,
  read,
  resultOf,
  seen,
} from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
beforeEach(() => deploy(house, { versions: onlyV1() }));
afterAll(() => endHouse(house));

/** A job that waits for Priya to approve. */
async function waiting(): Promise<{ at: Asked; card: { ts: string } }> {
  const at = ask(house.workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(house.workspace, at, "call.approve");
  await held(house, at);
  return { at, card };
}

const newVersion = (versions: GraphVersions) => deploy(house, { versions });
const counts = () => house.app.store.read.runs.byVersion();

describe("a job that waits while its graph is changed", () => {
  it("goes on where only what is inside its steps is another", async () => {
    const { at, card } = await waiting();
    await newVersion(onlyV1(otherGraph()));
    await press(house.workspace, at, people.priya, card, "call.approve");
    expect(read(await resultOf(house.workspace, at))).toMatch(/Approved by Priya/);
  });

  it("goes on where a node is another that it does not stand at", async () => {
    const { at, card } = await waiting();
    await newVersion(onlyV1(otherGraph({ rename: { draft: "write" } })));
    await press(house.workspace, at, people.priya, card, "call.approve");
    expect(read(await resultOf(house.workspace, at))).toMatch(/Approved by Priya/);
  });

  const changes: [string, Change][] = [
    ["the node where it waits is renamed", { rename: { hold: "wait" } }],
    ["the node where it waits is gone", { without: "hold" }],
    ["a question comes before the one it waits for", { askBefore: { sure: true } }],
    ["another hold comes before its own", { askBefore: { calls: ["call_other"] } }],
    ["its state has a field of another type", { state: { title: z.number().default(0) } }],
    ["its state lost what a field must have", { state: { more: z.string() } }],
  ];
  it.each(changes)(
    "ends visibly, and its answer goes nowhere else, where %s",
    async (_, change) => {
      const { at, card } = await waiting();
      await newVersion(onlyV1(otherGraph(change)));
      await press(house.workspace, at, people.priya, card, "call.approve");

      const end = await cardWith(house.workspace, at, "run.restart");
      expect(read(end)).toMatch(
        /Fermata was updated while this job waited, so the job cannot go on/,
      );
      expect(controls(end)).toContain("run.restart");
      expect(controls(end)).not.toContain("run.retry");
      await house.app.outbound?.idle();
      const texts = fromBot(house.workspace, at).map(read).join("\n");
      expect(texts).not.toMatch(/The result|run\.redo/);
      expect(await counts()).toEqual({});
    },
  );

  it("starts again with what is known, and asks nothing twice but the approval", async () => {
    const { workspace } = house;
    const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
    const card = await cardWith(workspace, at, "call.approve");
    await held(house, at);
    await newVersion({
      ...onlyV1(otherGraph()),
      current: "v2",
      loadable: { v2: otherGraph() },
      retired: ["v1"],
    });
    await press(workspace, at, people.priya, card, "call.approve");
    const end = await cardWith(workspace, at, "run.restart");

    await press(workspace, at, people.maya, end, "run.restart");
    const again = await seen(
      workspace,
      at,
      (message) => message.ts > end.ts && controls(message).includes("call.approve"),
      "the approval of the new job",
    );
    await press(workspace, at, people.maya, end, "run.restart");
    await workspace.waitFor(
      (w) => w.ephemerals(people.maya).some((one) => /started again already/.test(read(one))),
      {
        what: "the answer to the second press",
      },
    );
    await press(workspace, at, people.priya, again, "call.approve");
    expect(read(await resultOf(workspace, at))).toMatch(/Approved by Priya/);
  });
});

it("blames no update where an answer did not reach the job", () => {
  const plan = planFor(lost(NOT_TAKEN_IN), 0);
  expect(plan).toMatchObject({
    kind: "lost",
    what: "An answer did not reach this job, so it cannot go on from where it was.",
  });
  expect(plan).not.toMatchObject({ what: expect.stringMatching(/updated/) });
});
