import { rmSync } from "node:fs";
import type { AgentOut } from "../../src/domain/agent-io.js";
import { FormField } from "../../src/domain/form-field.js";
import { silentLog } from "../../src/log.js";
import { type App, startApp } from "../../src/app.js";
import { people } from "../../playground/seed/ids.js";
import { handClock } from "../support/hand-clock.js";
import { freshDataDir } from "../support/data-dir.js";
import { fastPace, type House, startHouse } from "../support/house.js";
import { ask, cardWith, fromBot, press, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const MINUTE_MS = 60_000;
const clock = handClock();
const calm = storyScripts();
let dataDir: string;
let house: House;
let app: App;
const start = (): Promise<App> =>
  startApp(house.config, "all", { log: silentLog, pace: fastPace, sweepEveryMs: 50, clock });

beforeAll(async () => {
  dataDir = await freshDataDir();
  house = await startHouse({
    scripts: storyScripts(),
    workspace: { clock },
    config: { dataDir },
    // So close together that a pass falls into the moments in which we stop.
    options: { clock, sweepEveryMs: 1 },
  });
  ({ app } = house);
});
afterEach(() => Object.assign(house.model.scripts, calm));
afterAll(async () => {
  await app.stop();
  await house.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const question = (): AgentOut<"triage"> => ({
  path: "plan",
  title: "Launch brief",
  recurring: false,
  answer: "",
  questions: [
    FormField.parse({ name: "tone", label: "Which tone?", type: "text", default: "plain" }),
  ],
});

async function callIn(card: { blocks?: unknown }) {
  const id = /"value":"(call_[^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
  const call = await app.store.read.calls.get(id);
  if (!call) throw new Error("No such call.");
  return call;
}

it("gives back the time in which we were down, where silence means go on", async () => {
  const { workspace } = house;
  house.model.scripts.triage = question;
  const asked = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, asked, "call.answer.defaults");
  const approve = ask(workspace, `a brief; ask <@${people.priya}> to approve`);
  // Both jobs have a question with an answer filled in; the second one's is answered at once.
  const second = await cardWith(workspace, approve, "call.answer.defaults");
  await press(workspace, approve, "maya", second, "call.answer.defaults");
  const waits = await cardWith(workspace, approve, "call.approve");
  await app.outbound?.idle();
  const before = await callIn(card);
  const strict = await callIn(waits);

  await app.stop();
  clock.forward(20 * MINUTE_MS);
  app = await start();
  expect((await callIn(card)).deadlineAt.getTime() - before.deadlineAt.getTime()).toBe(
    20 * MINUTE_MS,
  );
  expect((await callIn(waits)).deadlineAt).toEqual(strict.deadlineAt);
  await workspace.waitFor(
    (w) => {
      const shown = w.message(asked.channel, card.ts);
      const at = Math.floor((before.deadlineAt.getTime() + 20 * MINUTE_MS) / 1000);
      return shown && read(shown).includes(`<!date^${at}^`);
    },
    { what: "the new time on the card" },
  );
  // The old deadline passes; nobody had the whole hour yet.
  clock.forward(50 * MINUTE_MS);
  await app.rooms.sweep();
  expect((await callIn(card)).status).toBe("open");
  clock.forward(11 * MINUTE_MS);
  expect(read(await resultOf(workspace, asked))).toMatch(/I went on with: .*plain/);
  // A job that only waited for people was not late.
  expect(fromBot(workspace, asked).map(read).join("\n")).not.toMatch(/Late by/);
});

it("says once, in the result, that a job is late because we were down", async () => {
  const { workspace } = house;
  const { model } = house;
  const release = model.hold();
  const known = model.asked.length;
  const reached = new Promise<void>((resolve) => {
    const stop = model.onMoment(() => {
      if (model.asked.length > known) resolve(stop());
    });
  });
  const at = ask(workspace, "a brief from this thread");
  await reached;
  await app.stop();
  release();
  const downAt = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Berlin",
    hour: "numeric",
    minute: "2-digit",
  }).format(clock.now());
  clock.forward(20 * MINUTE_MS);
  app = await start();
  const result = await resultOf(workspace, at);
  const sentence = `Late by 20 minutes: Fermata was down at ${downAt.replace(/^0/, "")}.`;
  expect(read(result)).toContain(sentence);
  await app.outbound?.idle();
  const said = fromBot(workspace, at).filter((m) => read(m).includes("Late by 20 minutes"));
  expect(said).toHaveLength(1);
});

it("takes a restart within a minute for nothing", async () => {
  const { workspace } = house;
  house.model.scripts.triage = question;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.answer.defaults");
  await app.outbound?.idle();
  const before = await callIn(card);
  await app.stop();
  clock.forward(45_000);
  app = await start();
  expect((await callIn(card)).deadlineAt).toEqual(before.deadlineAt);
  await workspace.waitFor((w) => w.connected(), { what: "the socket" });
  await press(workspace, at, "maya", card, "call.answer.defaults");
  await resultOf(workspace, at);
});

it("stops the time of a question while Slack cannot be reached, and no other", async () => {
  const { workspace } = house;
  house.model.scripts.triage = question;
  const at = ask(workspace, "a brief from this thread");
  const card = await cardWith(workspace, at, "call.answer.defaults");
  await app.outbound?.idle();
  const before = await callIn(card);
  workspace.faults.add({ method: "apps.connections.open", kind: "500", times: 1_000 });
  workspace.faults.disconnect("refresh_requested");
  await workspace.waitFor((w) => !w.connected(), { what: "the lost socket" });
  for (let passes = 0; passes < 3; passes += 1) await app.rooms.sweep();
  clock.forward(2 * 60 * MINUTE_MS);
  for (let passes = 0; passes < 3; passes += 1) await app.rooms.sweep();
  expect((await callIn(card)).status).toBe("open");
  workspace.faults.clear();
  await workspace.waitFor((w) => w.connected(), { timeoutMs: 45_000, what: "the socket" });
  for (let passes = 0; passes < 3; passes += 1) await app.rooms.sweep();
  const after = await callIn(card);
  expect(after.status).toBe("open");
  expect(after.deadlineAt.getTime() - before.deadlineAt.getTime()).toBe(2 * 60 * MINUTE_MS);
  await press(workspace, at, "maya", card, "call.answer.defaults");
  await resultOf(workspace, at);
});
