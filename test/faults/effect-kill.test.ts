import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { people } from "../../playground/seed/ids.js";
import { type FaultKind, seededRandom } from "../../playground/workspace/faults.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type BotProcess, botEnv, compiledBot, createBotProcess } from "../support/bot-process.js";
import { readKeptRows } from "../support/kept-rows.js";
import { type ModelServer, startModelServer } from "../support/model-server.js";
import { approved, askForPost, cardSays, postsIn } from "../support/posting.js";
import { type Asked, cardWith, controls, fromBot, read } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

// The matrix kills at named points besides; here chance decides.
const SEEDS = 10;
/** What Slack does with a post while the bot dies: it does not take it, takes it unanswered, or is silent. */
const troubles: FaultKind[] = ["500", "drop-after-accept", "timeout"];
/** Milliseconds from the click to the end of a story that nobody disturbs: measured by the first one. */
let storyMs = 0;

let dataDir: string;
let workspace: Workspace;
let model: ModelServer;
let bot: BotProcess;
const outcomes: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "fermata-effect-"));
  const config = path.join(dataDir, "..", `${path.basename(dataDir)}.yml`);
  writeFileSync(config, "waiting: { undoSeconds: 1 }\n");
  workspace = await startWorkspace({});
  model = await startModelServer(storyScripts());
  bot = createBotProcess({
    program: compiledBot(),
    workspace,
    env: { ...botEnv(workspace, model.baseUrl, dataDir), FERMATA_CONFIG: config },
  });
  await bot.start();
  const at = askForPost(workspace);
  await cardWith(workspace, at, "call.approve");
  const clickedAt = performance.now();
  await approve(at);
  await isOver(at);
  storyMs = performance.now() - clickedAt;
  expect(postsIn(workspace)).toHaveLength(1);
}, 240_000);

afterAll(async () => {
  await bot.stop();
  await model.stop();
  await workspace.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Priya approves as soon as her click is taken, however often the bot is away. */
async function approve(at: Asked): Promise<void> {
  for (;;) {
    const card = await workspace.waitFor(
      (w) => {
        const mine = fromBot(w, at);
        const open = mine.find((one) => controls(one).includes("call.approve"));
        if (open && w.connected()) return { open };
        return mine.some((one) => /Approved by Priya/.test(read(one))) ? { open: null } : undefined;
      },
      { timeoutMs: 60_000, what: `the card in ${at.thread}` },
    );
    if (card.open === null) return;
    const { ts } = card.open;
    const { channel } = at;
    const pressed = await workspace.click({
      user: people.priya,
      channel,
      ts,
      actionId: "call.approve",
    });
    if (!pressed.acked) continue;
    await workspace.waitFor(
      (w) => !w.connected() || !controls(w.message(channel, ts)).includes("call.approve"),
      { timeoutMs: 60_000, what: "the card to settle" },
    );
  }
}

/** What the card says in the end. */
function cardOf(at: Asked): string {
  return fromBot(workspace, at)
    .map(read)
    .filter((words) => /Approved by Priya/.test(words))
    .join("\n---\n");
}

async function isOver(at: Asked): Promise<void> {
  await workspace.waitFor(
    (w) =>
      fromBot(w, at).some((one) => controls(one).includes("run.redo")) &&
      /\|Posted in #company-news>|Not posted in #company-news/.test(cardOf(at)),
    { timeoutMs: 90_000, what: "the result, and a card that says what became of it" },
  );
}

it.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
  "posts once, or says that it did not, after kill -9 behind the click (seed %i)",
  async (seed) => {
    const before = new Set(postsIn(workspace).map((one) => one.ts));
    const fresh = () => postsIn(workspace).filter((one) => !before.has(one.ts));
    const at = askForPost(workspace);
    await cardWith(workspace, at, "call.approve");
    // A third of the seeds end it exactly when the post, or an edit about it, is taken by Slack.
    const share = (seed + seededRandom(seed)()) / SEEDS;
    const moments = 1 + (seed % 5);
    let killed: Promise<void> | undefined;
    const kill = () => (killed ??= bot.kill9());
    const done = approve(at);
    let seen = 0;
    const stop =
      seed % 3 === 0
        ? workspace.world.onChange(() => {
            if (fresh().length > 0 && (seen += 1) >= moments) void kill();
          })
        : undefined;
    const timer = seed % 3 === 0 ? undefined : setTimeout(() => void kill(), share * storyMs);
    await workspace.waitFor(() => killed, { timeoutMs: 60_000, what: "the kill" }).catch(kill);
    stop?.();
    clearTimeout(timer);
    await killed;
    const atKill = fresh().length;
    await bot.start();
    await done;
    await isOver(at);
    const posts = fresh();
    const card = cardOf(at);
    const said = /\|Posted in #company-news>/.test(card) ? "posted" : "not posted";
    outcomes.push(
      `${seed}: ${atKill} at the kill, ${posts.length} in the end, the card says ${said}`,
    );
    expect(posts.length).toBe(said === "posted" ? 1 : 0);
    expect(new Set(posts.map((one) => JSON.stringify(one["metadata"]))).size).toBe(posts.length);
  },
  180_000,
);

it.each(troubles)(
  "posts once after kill -9 between the grant and the post (%s)",
  async (kind) => {
    const before = postsIn(workspace).length;
    const at = askForPost(workspace);
    const card = await approved(workspace, at);
    const known = workspace.calls.at(-1);
    workspace.faults.add({ method: "chat.postMessage", kind, times: 1_000 });
    // The grant is used up and the post is on its way.
    await workspace.waitFor(
      ({ calls }) =>
        calls
          .slice(known ? calls.indexOf(known) + 1 : 0)
          .some((one) => one.method === "chat.postMessage") || undefined,
      { timeoutMs: 60_000, what: "the post to be tried" },
    );
    await bot.kill9();
    workspace.faults.clear();
    await bot.start();
    await cardSays(workspace, at, card, /\|Posted in #company-news>/);
    await isOver(at);
    expect(postsIn(workspace)).toHaveLength(before + 1);
  },
  120_000,
);

it("has kept one effect for each, and no message that was given up", async () => {
  console.log(outcomes.join("\n"));
  await bot.stop();
  const kept = await readKeptRows(dataDir);
  expect(kept.deadRows).toBe(0);
  expect(kept.runs.every((run) => run.status === "completed")).toBe(true);
  const posts = SEEDS + troubles.length + 1;
  expect(postsIn(workspace)).toHaveLength(posts);
  expect(kept.grants).toEqual(Array.from({ length: posts }, () => "spent"));
});
