import pg from "pg";
import { channels } from "../../playground/seed/ids.js";
import { type Borrowed, borrowDatabase, describeWith } from "../contract/servers.js";
import { type House, startHouse } from "../support/house.js";
import { approved, askForPost, cardSays, postsIn, runOf } from "../support/posting.js";
import { controls, fromBot, read, resultOf } from "../support/steps.js";

// Beside the database's own clock, by which a post is looked for that may have arrived.
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };
const file = { waiting: { undoSeconds: 600 } };
let house: House;

/** Lets the time pass in which it can be taken back. */
async function pass(): Promise<void> {
  await house.app.outbound?.idle();
  ahead += 601_000;
}

describeWith("postgres", "what was approved, changed behind the card", () => {
  let database: Borrowed;
  beforeEach(async () => {
    database = await borrowDatabase();
    house = await startHouse({
      config: { databaseUrl: database.url },
      file,
      options: { clock, sweepEveryMs: 100, queuePrefix: database.prefix },
    });
  });
  afterEach(async () => {
    await house.stop();
    await database.drop();
  });

  /** Changes a row as somebody with the database's password would. */
  async function change(text: string, values: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(text, values);
    await client.end();
  }

  it("asks again, with why, when the text was changed behind the card", async () => {
    const { workspace, app } = house;
    const at = askForPost(workspace);
    const card = await approved(workspace, at);
    const runId = await runOf(app, at);
    const [call] = await app.store.read.calls.ofRun(runId);
    const id = call?.args.fn === "approve" ? call.args.artifactId : "";
    await change("update fermata.artifact set body = $1 where id = $2", ["Other words.", id]);
    await pass();
    await cardSays(
      workspace,
      at,
      card,
      /The text was changed after it was approved\. Nothing was posted\./,
    );
    const again = await workspace.waitFor((w) =>
      fromBot(w, at).find((one) => one.ts > card.ts && controls(one).includes("call.approve")),
    );
    expect(read(again)).toMatch(/The text was changed after it was approved/);
    expect(read(again)).toMatch(/Other words\./);
    expect(postsIn(workspace)).toEqual([]);
    await approved(workspace, at, again);
    await pass();
    await resultOf(workspace, at);
    expect(postsIn(workspace).map(read)).toEqual([expect.stringContaining("Other words.")]);
  });

  it("asks again, by name of the place, when the place was changed behind the card", async () => {
    const { workspace, app } = house;
    const at = askForPost(workspace);
    const card = await approved(workspace, at);
    const runId = await runOf(app, at);
    const input = (await app.store.read.runs.input(runId)) ?? "";
    const other = input.replaceAll(
      `"channel":"${channels.companyNews}","channelName":"company-news"`,
      `"channel":"${channels.general}","channelName":"general"`,
    );
    expect(other).not.toBe(input);
    await change("update fermata.run set input = $1 where id = $2", [other, runId]);
    await pass();
    await cardSays(workspace, at, card, /The place was changed after it was approved/);
    const again = await workspace.waitFor((w) =>
      fromBot(w, at).find((one) => one.ts > card.ts && controls(one).includes("call.approve")),
    );
    expect(read(again)).toMatch(/in #general\?/);
    expect([...postsIn(workspace), ...postsIn(workspace, "general")]).toEqual([]);
  });
});

describe("a post whose answer was lost", () => {
  beforeAll(async () => {
    house = await startHouse({ file, options: { clock, sweepEveryMs: 100 } });
  });
  afterAll(() => house.stop());

  it("finds a post again whose answer was lost, in a channel where others talk on", async () => {
    const { workspace } = house;
    const at = askForPost(workspace);
    const card = await approved(workspace, at);
    await house.app.outbound?.idle();
    workspace.faults.add({ method: "chat.postMessage", kind: "drop-after-accept" });
    ahead += 601_000;
    await workspace.waitFor(() => postsIn(workspace).length === 1 || undefined, {
      timeoutMs: 45_000,
    });
    for (let n = 0; n < 450; n += 1) {
      workspace.say({ user: "leo", channel: "company-news", text: `Something else, ${n}.` });
    }
    await cardSays(workspace, at, card, /\|Posted in #company-news>/);
    expect(postsIn(workspace)).toHaveLength(1);
  });
});
