import { people } from "../../playground/seed/ids.js";
import { type Borrowed, borrowDatabase, borrowRedis, describeWith } from "../contract/servers.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fromBot,
  read,
  resultOf,
  seen,
} from "../support/steps.js";

const runs = 20;

describeWith("postgres", "one bot and two workers", () => {
  describe("with the queue in Postgres", () => scaleOut(async () => undefined));
  describeWith("redis", "with the queue in Redis", () => scaleOut(async () => borrowRedis()));
});

/** The same house in three parts: the bot has no worker, so that everything it starts happens elsewhere. */
function scaleOut(borrowQueue: () => Promise<Borrowed | undefined>): void {
  let database: Borrowed;
  let redis: Borrowed | undefined;
  let house: House;

  beforeAll(async () => {
    database = await borrowDatabase();
    redis = await borrowQueue();
    house = await startHouse({
      roles: ["bot", "worker", "worker"],
      config: { databaseUrl: database.url, redisUrl: redis?.url },
      options: { queuePrefix: (redis ?? database).prefix },
    });
  });
  afterAll(async () => {
    await house.stop();
    await redis?.drop();
    await database.drop();
  });

  it("takes a goal to an approved result", async () => {
    const { workspace } = house;
    const at = ask(workspace, `a brief; ask <@${people.priya}> to approve`);
    const card = await cardWith(workspace, at, "call.approve");
    await workspace.click({
      user: "priya",
      channel: at.channel,
      ts: card.ts,
      actionId: "call.approve",
    });
    expect(read(await resultOf(workspace, at))).toContain("Approved by Priya");
  });

  it("stops a job that another process works on, by the button", async () => {
    const { workspace, model } = house;
    const before = model.asked.length;
    const release = model.hold();
    const at = ask(workspace, "a brief that takes its time");
    const asked = new Promise<void>((resolve) => {
      const off = model.onMoment(() => {
        if (model.asked.length === before) return;
        off();
        resolve();
      });
    });
    const status = await cardWith(workspace, at, "run.stop");
    await asked;
    await workspace.click({
      user: "maya",
      channel: at.channel,
      ts: status.ts,
      actionId: "run.stop",
    });
    // The model still says nothing: the lease's look alone ends the work.
    const end = await seen(workspace, at, (one) => /stopped by Maya/i.test(one.text), "the end");
    release();
    expect(controls(end)).not.toContain("run.stop");
    expect(model.asked.length).toBe(before + 1);
  });

  it(`ends ${runs} jobs that come at once, each with one result`, async () => {
    const { workspace } = house;
    const all: Asked[] = Array.from({ length: runs }, (_, n) => ask(workspace, `brief ${n}`));
    const results = () =>
      all.map(
        (at) => fromBot(workspace, at).filter((one) => controls(one).includes("run.redo")).length,
      );
    await workspace.waitFor(() => results().every((count) => count > 0), {
      timeoutMs: 200_000,
      what: "all results",
    });
    await house.app.outbound?.idle();
    expect(results()).toEqual(all.map(() => 1));
    const signs = all.map((at) => workspace.reactions(at.channel, at.ts).map((one) => one.name));
    expect(signs).toEqual(all.map(() => ["white_check_mark"]));
  }, 240_000);
}
