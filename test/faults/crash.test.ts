import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { people } from "../../playground/seed/ids.js";
import { seededRandom } from "../../playground/workspace/faults.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type BotProcess, botEnv, compiledBot, createBotProcess } from "../support/bot-process.js";
import { type KeptRows, readKeptRows } from "../support/kept-rows.js";
import { type ModelServer, startModelServer } from "../support/model-server.js";
import { ask, type Asked, controls, fromBot } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

// The matrix kills at named points besides; here chance decides.
const SEEDS = 10;
/** Changes people can see and steps of the model, in a story that nobody disturbs: counted by the first one. */
let momentsInAll = 0;

let dataDir: string;
let workspace: Workspace;
let model: ModelServer;
let bot: BotProcess;
/** What the bot had kept when it was last dead. */
let before: KeptRows = {
  calls: new Map(),
  runs: [],
  decisions: new Map(),
  deadRows: 0,
  grants: [],
};
/** Threads whose job has ended as people see it. */
const ended: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "fermata-crash-"));
  workspace = await startWorkspace({});
  model = await startModelServer(storyScripts());
  bot = createBotProcess({
    program: compiledBot(),
    workspace,
    env: botEnv(workspace, model.baseUrl, dataDir),
  });
  await bot.start();
  const started = momentsOf(() => undefined);
  const calm = goal("calm");
  await finish(calm);
  await isOver(calm);
  momentsInAll = started.stop();
  ended.push(calm.thread);
}, 240_000);

afterAll(async () => {
  await bot.stop();
  await model.stop();
  await workspace.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Counts moments and tells each one. */
function momentsOf(each: (n: number) => void): { stop(): number } {
  let n = 0;
  const moment = () => each((n += 1));
  const ends = [workspace.world.onChange(moment), model.onMoment(moment)];
  return {
    stop() {
      for (const end of ends) end();
      return n;
    },
  };
}

function goal(name: string): Asked {
  return ask(
    workspace,
    `brief ${name}: one page from this thread, check it against ${workspace.origin}/pages/launch, and ask Priya to approve`,
  );
}

/** Priya approves as soon as she can, however often the bot is away; resolves with the result. */
async function finish(at: Asked): Promise<void> {
  for (;;) {
    const now = await workspace.waitFor(
      (w) => {
        const mine = fromBot(w, at);
        const over = mine.find((message) => controls(message).includes("run.redo"));
        if (over) return { over };
        const card = mine.find((message) => controls(message).includes("call.approve"));
        return card && w.connected() ? { card } : undefined;
      },
      { timeoutMs: 60_000, what: `a card or the result in ${at.thread}` },
    );
    if ("over" in now) return;
    const pressed = await workspace.click({
      user: people.priya,
      channel: at.channel,
      ts: now.card.ts,
      actionId: "call.approve",
    });
    if (!pressed.acked) continue;
    await workspace.waitFor(
      (w) =>
        !w.connected() || !controls(w.message(at.channel, now.card.ts)).includes("call.approve"),
      { timeoutMs: 60_000, what: "the card to settle" },
    );
  }
}

/** Resolves when the job has ended as people see it: reactions, status and card. */
async function isOver(at: Asked): Promise<void> {
  await workspace.waitFor(
    (w) =>
      w.reactions(at.channel, at.ts).some((one) => one.name === "white_check_mark") &&
      !w.reactions(at.channel, at.ts).some((one) => one.name === "eyes") &&
      fromBot(w, at).every((message) =>
        controls(message).every((id) => id !== "call.approve" && id !== "run.stop"),
      ),
    { timeoutMs: 60_000, what: "the end to be shown" },
  );
}

it.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
  "goes on after kill -9 at a moment of its own (seed %i)",
  async (seed) => {
    const share = (seed + seededRandom(seed)()) / SEEDS;
    const at = Math.max(1, Math.ceil(share * momentsInAll));
    let killed: Promise<void> | undefined;
    const askedBefore = model.asked.length;
    const moments = momentsOf((n) => {
      if (n === at) killed = bot.kill9();
    });
    const asked = goal(`seed ${seed}`);
    const finished = finish(asked);
    // A story with fewer moments is killed at its end.
    await Promise.race([finished, workspace.waitFor(() => killed, { timeoutMs: 60_000 })]);
    moments.stop();
    await (killed ?? bot.kill9());
    const atKill = await readKeptRows(dataDir);
    checkKept(atKill);
    const inFlight = [...atKill.calls.values()].filter(({ state }) => state === "reserved").length;
    await bot.start();
    await finished;
    await isOver(asked);

    ended.push(asked.thread);
    const repeats = repeatsOf(askedBefore);
    expect(repeats).toBeLessThanOrEqual(inFlight);
    const messages = onceEach(asked);
    console.log(
      `seed ${seed}: killed at moment ${at} of ${momentsInAll}, ${inFlight} calls on their way, ${repeats} repeated, ${messages} messages`,
    );
  },
  180_000,
);

it("has kept one decision and one end of each of them", async () => {
  await bot.stop();
  checkKept(await readKeptRows(dataDir));
  expect(ended).toHaveLength(SEEDS + 1);
});

/** Every job that people saw end is delivered with one decision, and no kept answer was asked for again. */
function checkKept(now: KeptRows): void {
  neverAskedAgain(before, now);
  for (const thread of ended) {
    const run = now.runs.find((one) => one.threadTs === thread);
    expect(run).toMatchObject({ status: "completed", endReason: "delivered" });
    expect(now.decisions.get(run?.id ?? "")).toBe(1);
  }
  expect(now.deadRows).toBe(0);
  before = now;
}

/** A model call whose answer was kept is never asked for again: its time stays. */
function neverAskedAgain(then: KeptRows, now: KeptRows): void {
  for (const [id, call] of then.calls) {
    if (call.state === "done") expect([id, now.calls.get(id)]).toEqual([id, call]);
  }
}

/** How many requests came more than once since then; the time of day in them does not count. */
function repeatsOf(since: number): number {
  const bodies = model.asked
    .slice(since)
    .map(({ role, user }) => `${role} ${user.replace(/"now":"[^"]*"/, "")}`);
  return bodies.length - new Set(bodies).size;
}

/** Status, card and result, each once by its key and by what people read; only those asked were pinged. */
function onceEach(at: Asked): number {
  const mine = fromBot(workspace, at);
  const keys = mine.map((message) => JSON.stringify(message["metadata"]));
  expect(new Set(keys).size).toBe(mine.length);
  expect(new Set(mine.map((message) => message.text)).size).toBe(mine.length);
  expect(mine).toHaveLength(3);
  expect(mine.filter((message) => controls(message).includes("run.redo"))).toHaveLength(1);
  const pings = (user: string) =>
    workspace.notificationsFor(user).filter((ping) => mine.some(({ ts }) => ts === ping.ts));
  expect(pings(people.priya)).toHaveLength(1);
  expect(pings(people.maya)).toHaveLength(1);
  return mine.length;
}
