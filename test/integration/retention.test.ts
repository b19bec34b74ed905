import { rmSync } from "node:fs";
import { type App, startApp } from "../../src/app.js";
import { silentLog } from "../../src/log.js";
import { verify } from "../../src/ledger/verify.js";
import { people } from "../../playground/seed/ids.js";
import { allRows } from "../support/all-rows.js";
import { freshDataDir } from "../support/data-dir.js";
import { forge } from "../support/forged.js";
import { handClock } from "../support/hand-clock.js";
import { fastPace, type House, startHouse } from "../support/house.js";
import { ask, type Asked, cardWith, press, resultOf, told } from "../support/steps.js";

const DAY_MS = 24 * 3_600_000;
const clock = handClock();
const options = { clock, log: silentLog, pace: fastPace, sweepEveryMs: 50 };
let house: House;
let dataDir: string;
/** The app that runs now; a restart puts another one in its place. */
let app: App;
let done: Asked & { runId: string; callId: string };
let young: Asked & { runId: string };

const words = (text: string, kind: "run" | "call") =>
  new RegExp(`${kind}_[0-9a-f]{24,}`).exec(text)?.[0] ?? "";
const linkTo = (at: Asked) => `p${at.thread.replace(".", "")}`;
const homeOf = (user: string) => JSON.stringify(house.workspace.home(user)?.blocks ?? []);

/** A job from the question to the result. */
async function brief(user: string): Promise<Asked & { runId: string; callId: string }> {
  const { workspace } = house;
  const asked = ask(
    workspace,
    `a brief from this thread and ${workspace.origin}/pages/launch; ask Priya to approve`,
    { user },
  );
  const card = await cardWith(workspace, asked, "call.approve");
  await press(workspace, asked, "priya", card, "call.approve");
  const result = await resultOf(workspace, asked);
  await app.outbound?.idle();
  const runId = words(JSON.stringify(result.blocks), "run");
  return { ...asked, runId, callId: words(JSON.stringify(card.blocks), "call") };
}

beforeAll(async () => {
  dataDir = await freshDataDir();
  house = await startHouse({ config: { dataDir }, workspace: { clock }, options });
  app = house.app;
  done = await brief(people.maya);
  clock.forward(40 * DAY_MS);
  young = await brief(people.tom);
  // Home lists the job still, and is looked at lately enough to be kept up to date.
  clock.forward(48 * DAY_MS);
  house.workspace.openHome(people.maya);
  await house.workspace.waitFor(() => homeOf(people.maya).includes(linkTo(done)), { what: "Home" });
  await app.outbound?.idle();
}, 60_000);
afterAll(async () => {
  await app.stop();
  await house.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Tables in which a row says this, without the ledger's. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = Object.entries(await allRows(dataDir));
  return (
    tables
      // The queue is emptied at each start of an embedded house.
      .filter(([name]) => !name.includes("ledger") && !name.startsWith("bullmq."))
      .filter(([, rows]) => rows.some((row) => row.includes(text)))
      .map(([name]) => name)
      .toSorted()
  );
}

it("keeps a job for as long as the operator says, and not longer, over a restart", async () => {
  await app.stop();
  const before = await tablesWith(done.runId);
  expect(before.length).toBeGreaterThan(4);
  const younger = await tablesWith(young.runId);

  clock.forward(4 * DAY_MS);
  app = await startApp(house.config, "all", options);
  // Gone from the rows, and then from what Slack shows of them.
  await house.workspace.waitFor(() => !homeOf(people.maya).includes(linkTo(done)), {
    what: "Home without the job",
  });
  await app.outbound?.idle();
  const chain = await app.store.read.ledger.list(`run:${done.runId}`);
  expect(chain.length).toBeGreaterThan(5);
  expect(verify(chain)).toBeNull();
  await app.stop();

  expect(await tablesWith(done.runId)).toEqual([]);
  expect(await tablesWith(done.callId)).toEqual([]);
  expect(await tablesWith(young.runId)).toEqual(younger);
  app = await startApp(house.config, "all", options);
}, 60_000);

it("answers whoever presses on what is left of it in Slack", async () => {
  const { workspace } = house;
  const { channel, thread: threadTs } = done;
  for (const [actionId, value] of [
    ["run.redo", done.runId],
    ["run.why", done.runId],
    ["call.approve", done.callId],
  ] as const) {
    const known = workspace.ephemerals("tom").length;
    await forge(workspace, { user: "tom", channel, threadTs, actionId, value });
    expect(await told(workspace, "tom", known)).toMatch(/^That (job|question) is not (kept|there)/);
  }
});
