import { rmSync } from "node:fs";
import { bot, people, team } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type App, startApp } from "../../src/app.js";
import { allRows, keepingLog } from "../support/all-rows.js";
import { freshDataDir } from "../support/data-dir.js";
import { fastPace, type House, startHouse } from "../support/house.js";
import { ask, cardWith, held } from "../support/steps.js";

const NEEDLE = "bystander-words";
let dataDir: string;
let house: House;
let app: App | undefined;
beforeAll(async () => {
  dataDir = await freshDataDir();
  house = await startHouse({ config: { dataDir } });
});
afterAll(async () => {
  await app?.stop();
  await house.model.stop();
  await house.workspace.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** 1,000 things that are none of the bot's business, in all the places where they happen. */
async function chatter(
  workspace: Workspace,
  runThread: string,
  otherThread: string,
): Promise<void> {
  const places = [
    { user: "leo", channel: "launch" },
    { user: "tom", channel: "launch", threadTs: otherThread },
    // In the thread of a job that waits, by somebody who has no part in it.
    { user: "leo", channel: "launch", threadTs: runThread },
    { user: "ana", channel: "general" },
  ];
  for (let n = 0; n < 200; n += 1) {
    for (const where of places) {
      const ts = workspace.say({ ...where, text: `${NEEDLE} ${n}` });
      if (n % 5 === 0) workspace.edit({ ...where, ts, text: `${NEEDLE} ${n}, changed` });
    }
    if (n % 25 === 24) await allTaken(workspace);
  }
}

async function allTaken(workspace: Workspace): Promise<void> {
  await workspace.waitFor((w) => w.world.state.pending.length === 0, {
    timeoutMs: 60_000,
    what: "every event to be acknowledged",
  });
}

/** Messages of apps, also in the job's thread, also with a mention. */
async function apps(workspace: Workspace, thread: string): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    await workspace.deliver("events_api", {
      type: "message",
      subtype: "bot_message",
      bot_id: "B0OTHERBOT",
      user: people.otherBot,
      team: team.id,
      channel: "C0LAUNCH01",
      channel_type: "channel",
      ts: `179522${1000 + n}.000100`,
      ...(n % 2 === 0 ? { thread_ts: thread } : {}),
      text: `${NEEDLE} <@${bot.userId}> ${n}`,
    });
  }
}

it("keeps nothing of 1,000 messages of bystanders: no row, no job, no line in the log", async () => {
  const { workspace } = house;
  const other = workspace.say({ user: "tom", channel: "launch", text: "Lunch?" });
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await cardWith(workspace, at, "call.approve");
  await held(house, at);
  await house.app.stop();
  const before = await allRows(dataDir);

  const kept = keepingLog();
  app = await startApp(house.config, "all", { log: kept.log, pace: fastPace, sweepEveryMs: 500 });
  await workspace.waitFor((w) => w.connected(), { what: "the bot" });
  const calls = workspace.calls.length;
  const lines = kept.lines.length;
  await chatter(workspace, at.thread, other);
  await apps(workspace, at.thread);
  await allTaken(workspace);
  await app.outbound?.idle();
  // A sweep that found the database busy says so; that is the machine's own.
  expect(kept.lines.slice(lines).filter((line) => !line.startsWith("sweep failed"))).toEqual([]);
  expect(workspace.calls.slice(calls)).toEqual([]);
  await app.stop();
  app = undefined;

  const after = await allRows(dataDir);
  // A start empties the queue's own journal.
  const counts = (rows: typeof before) =>
    Object.entries(rows).flatMap(([table, all]) =>
      table === "bullmq.event" ? [] : [`${table}: ${all.length}`],
    );
  expect(counts(after)).toEqual(counts(before));
  expect(JSON.stringify(after)).not.toContain(NEEDLE);
  expect(kept.lines.join("\n")).not.toContain(NEEDLE);
});
