import { z } from "zod";
import { channels, people, team } from "../../playground/seed/ids.js";
import { v1 } from "../../graphs/request/v1.js";
import type { GraphVersions } from "../../graphs/version.js";
import { type Borrowed, borrowDatabase, describeWith } from "../contract/servers.js";
import { forge } from "../support/forged.js";
import { otherGraph } from "../support/graphs/other-graph.js";
import { deploy, endHouse, onlyV1, start } from "../support/graphs/deploys.js";
import { type House, startHouse } from "../support/house.js";
import { valueOf } from "../support/schedule-steps.js";
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
  told,
} from "../support/steps.js";

/** A later version: a node has another name, and the state one field more. */
const v2 = otherGraph({ rename: { draft: "write" }, state: { more: z.string().default("") } });
const both: GraphVersions = { current: "v2", loadable: { v1, v2 }, retired: [], migrations: [] };
const withoutV1: GraphVersions = {
  current: "v2",
  loadable: { v2 },
  retired: ["v1"],
  migrations: [],
};

const askForBrief = (house: House): Asked =>
  ask(house.workspace, `a brief from this thread; ask <@${people.priya}> to approve`);

async function waiting(house: House): Promise<{ at: Asked; card: { ts: string } }> {
  const at = askForBrief(house);
  const card = await cardWith(house.workspace, at, "call.approve");
  await held(house, at);
  return { at, card };
}

async function runOf({ app }: House, at: Asked) {
  const asked = await app.store.read.requests.byMessage(team.id, channels.launch, at.ts);
  const run = asked && (await app.store.read.runs.get(asked.runId));
  if (!run) throw new Error("There is no run.");
  return run;
}

/** Priya approves, and the job ends with its result. */
async function approve(house: House, { at, card }: { at: Asked; card: { ts: string } }) {
  await press(house.workspace, at, people.priya, card, "call.approve");
  expect(read(await resultOf(house.workspace, at))).toMatch(/Approved by Priya/);
  return runOf(house, at);
}

describe("versions of the graph, one after another", () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ options: { versions: onlyV1() } });
  });
  beforeEach(() => deploy(house, { versions: onlyV1() }));
  afterAll(() => endHouse(house));

  it("lets a job end on the version it began with, and gives new jobs the current one", async () => {
    const before = await waiting(house);
    await deploy(house, { versions: both });
    const after = await waiting(house);
    expect(await house.app.store.read.runs.byVersion()).toEqual({ v1: 1, v2: 1 });
    expect((await approve(house, before)).graphVersion).toBe("v1");
    expect((await approve(house, after)).graphVersion).toBe("v2");
    expect(await house.app.store.read.runs.byVersion()).toEqual({});
  });

  it("moves a job that waits where there is a way: its card stays, and its answer counts", async () => {
    const held = await waiting(house);
    const state = (old: Record<string, unknown>) => ({ ...old, more: "moved" });
    const migrations = [{ from: "v1", to: "v2", after: "gate", state }];
    await deploy(house, { versions: { ...withoutV1, migrations } });
    expect(await approve(house, held)).toMatchObject({ graphVersion: "v2", status: "completed" });
    const cards = fromBot(house.workspace, held.at).filter((one) =>
      controls(one).includes("call.why"),
    );
    expect(cards.map((one) => one.ts)).toEqual([held.card.ts]);
  });

  it("ends a job of a retired version before anybody answers in vain, and says so on its card", async () => {
    const { workspace } = house;
    const { at, card } = await waiting(house);
    const callId = valueOf(await cardWith(workspace, at, "call.approve"), "call.approve");
    await deploy(house, { versions: withoutV1 });
    const end = await cardWith(workspace, at, "run.restart");
    expect(read(end)).toMatch(/Fermata was updated while this job waited, so the job cannot go on/);
    await house.app.outbound?.idle();
    const settled = fromBot(workspace, at).filter((one) => one.ts === card.ts);
    expect(settled.map(read).join()).toMatch(/This cannot be answered any more/);
    expect(settled.map(read).join()).toMatch(/if it is still needed, you are asked anew\./);
    expect(settled.flatMap(controls)).not.toContain("call.approve");
    expect(await runOf(house, at)).toMatchObject({ status: "failed", endReason: "version" });

    // Somebody's screen still has the old cards.
    const from = { user: people.priya, channel: at.channel, threadTs: at.thread };
    await forge(workspace, { ...from, actionId: "call.approve", value: callId });
    expect(await told(workspace, people.priya)).toMatch(/No answer is needed any more/);
    const value = (await runOf(house, at)).id;
    await forge(workspace, { ...from, actionId: "run.retry", value });
    expect(await told(workspace, people.priya, 1)).toMatch(/Start it again with what is known/);
  });

  it("starts nothing anew of a job that is not left behind", async () => {
    const { workspace } = house;
    const { at } = await waiting(house);
    const known = workspace.ephemerals(people.tom).length;
    const from = { user: people.tom, channel: at.channel, threadTs: at.thread };
    await forge(workspace, {
      ...from,
      actionId: "run.restart",
      value: (await runOf(house, at)).id,
    });
    expect(await told(workspace, people.tom, known)).toMatch(/still going on/);
  });
});

describeWith("postgres", "two versions of the graph, side by side", () => {
  let database: Borrowed;
  let house: House;
  beforeAll(async () => {
    database = await borrowDatabase();
    house = await startHouse({
      roles: ["bot"],
      config: { databaseUrl: database.url },
      options: { versions: onlyV1(), queuePrefix: database.prefix },
    });
  });
  afterAll(async () => {
    await endHouse(house);
    await database.drop();
  });

  it("leave each job to a worker that has its version, and answers land where they belong", async () => {
    const { workspace } = house;
    const old = { versions: onlyV1(), queuePrefix: database.prefix };
    const fresh = { versions: both, queuePrefix: database.prefix };
    const oldWorker = await start(house, "worker", old);
    house.others.push(oldWorker);
    const first = await waiting(house);
    const second = await waiting(house);

    // The bot is new, the worker is not: it leaves the new job alone, and does its own work.
    await house.app.stop();
    house.app = await start(house, "bot", fresh);
    const at = askForBrief(house);
    expect((await approve(house, first)).graphVersion).toBe("v1");
    expect(await house.app.store.read.runs.stalled(9, { known: ["v2"], retired: [] })).toHaveLength(
      1,
    );
    expect(await runOf(house, at)).toMatchObject({
      graphVersion: "v2",
      status: "queued",
      token: 0,
    });

    house.others.push(await start(house, "worker", fresh));
    const card = await cardWith(workspace, at, "call.approve");
    await held(house, at);
    await oldWorker.stop();
    expect((await approve(house, second)).graphVersion).toBe("v1");
    expect((await approve(house, { at, card })).graphVersion).toBe("v2");
  });

  /** A request that is taken, while there is no worker. */
  async function taken(): Promise<Asked> {
    for (const worker of house.others.splice(0)) await worker.stop();
    const at = askForBrief(house);
    await house.workspace.waitFor((w) => w.reactions(at.channel, at.ts).length > 0, {
      what: "the request to be taken",
    });
    return at;
  }
  const work = async (versions: GraphVersions) => {
    const queuePrefix = database.prefix;
    house.others.push(await start(house, "worker", { versions, queuePrefix }));
  };

  it("let any worker stop a job that only a newer one could go on with", async () => {
    const at = await taken();
    const value = (await runOf(house, at)).id;
    const press = { user: people.maya, channel: at.channel, threadTs: at.thread };
    await forge(house.workspace, { ...press, actionId: "run.stop", value });
    await work(onlyV1());
    const end = await cardWith(house.workspace, at, "run.resume");
    expect(read(end)).toMatch(/stopped by Maya/);
  });

  it("begin with the current version where a retired one had done nothing yet", async () => {
    await house.app.stop();
    house.app = await start(house, "bot", { versions: onlyV1(), queuePrefix: database.prefix });
    const at = await taken();
    expect((await runOf(house, at)).graphVersion).toBe("v1");
    await work(withoutV1);
    const card = await cardWith(house.workspace, at, "call.approve");
    expect((await approve(house, { at, card })).graphVersion).toBe("v2");
  });
});
