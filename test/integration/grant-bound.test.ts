import { channels, people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { type App, startApp } from "../../src/app.js";
import { FileConfig } from "../../src/config.js";
import { silentLog } from "../../src/log.js";
import { handClock } from "../support/hand-clock.js";
import { fastPace, type House, startHouse } from "../support/house.js";
import { approved, askForPost, cardSays, postsIn, runOf } from "../support/posting.js";
import { type Asked, controls, fromBot, read, resultOf } from "../support/steps.js";

const clock = handClock();
let house: House;
let later: App | null = null;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(async () => {
  await later?.stop();
  await house.stop();
});

/** The card that asks again, below the one that was acted on. */
const askedAgain = (at: Asked, card: Message) =>
  house.workspace.waitFor(
    (w) => fromBot(w, at).find((one) => one.ts > card.ts && controls(one).includes("call.approve")),
    { timeoutMs: 45_000, what: "the question again" },
  );

/** The states of a job's grants, oldest first, and its facts about them. */
async function kept(app: App, at: Asked) {
  const runId = await runOf(app, at);
  const calls = await app.store.read.calls.ofRun(runId);
  const approvals = calls.filter((call) => call.args.fn === "approve");
  const grants = await Promise.all(approvals.map((call) => app.store.read.grants.get(call.id)));
  const facts = await app.store.read.ledger.list(`run:${runId}`);
  return {
    states: grants
      .filter((grant) => grant !== null)
      .sort((one, other) => one.givenAt.getTime() - other.givenAt.getTime())
      .map((grant) => grant.state),
    facts: facts.map((one) => one.kind).filter((kind) => /grant/.test(kind)),
  };
}

it("is spent by the post it was given for, also where the channel has another name by then", async () => {
  const { app, workspace } = house;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  expect(await kept(app, at)).toEqual({ states: ["given"], facts: ["effect_granted"] });
  const news = workspace.world.state.channels.find((one) => one.id === channels.companyNews);
  if (news) news.name = "all-news";
  await app.outbound?.idle();
  clock.forward(70_000);
  await cardSays(workspace, at, card, /\|Posted in #company-news>/);
  if (news) news.name = "company-news";
  expect(await kept(app, at)).toEqual({
    states: ["spent"],
    facts: ["effect_granted", "grant_spent"],
  });
});

it("is no longer good after a day: people are asked again", async () => {
  const { app, workspace } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  await app.outbound?.idle();
  clock.forward(25 * 3_600_000);
  await cardSays(workspace, at, card, /It was approved more than a day ago\. Nothing was posted\./);
  const again = await askedAgain(at, card);
  expect(read(again)).toMatch(/It was approved more than a day ago/);
  expect(postsIn(workspace)).toHaveLength(before);
  await approved(workspace, at, again);
  await app.outbound?.idle();
  clock.forward(11_000);
  await resultOf(workspace, at);
  expect(postsIn(workspace)).toHaveLength(before + 1);
  expect(await kept(app, at)).toEqual({
    states: ["refused", "spent"],
    facts: ["effect_granted", "grant_refused", "effect_granted", "grant_spent"],
  });
});

it("is no longer good when it was taken back", async () => {
  const { app, workspace } = house;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  await workspace.click({
    user: "priya",
    channel: at.channel,
    ts: card.ts,
    actionId: "run.undo",
  });
  await cardSays(workspace, at, card, /Priya took the approval back/);
  expect((await kept(app, at)).states).toEqual(["withdrawn"]);
});

it("is no longer good under other rules: people are asked again", async () => {
  const { app, config, workspace } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  await app.stop();
  const file = FileConfig.parse({ policy: { approvers: [people.tom] } });
  later = await startApp({ ...config, file }, "all", {
    log: silentLog,
    pace: fastPace,
    sweepEveryMs: 50,
    clock,
  });
  await later.outbound?.idle();
  clock.forward(11_000);
  await cardSays(workspace, at, card, /The rules were changed after it was approved\. Nothing was/);
  const again = await askedAgain(at, card);
  expect(read(again)).toMatch(/The rules were changed after it was approved/);
  expect(postsIn(workspace)).toHaveLength(before);
  await approved(workspace, at, again);
  await later.outbound?.idle();
  clock.forward(11_000);
  await resultOf(workspace, at);
  expect(postsIn(workspace)).toHaveLength(before + 1);
  expect((await kept(later, at)).states).toEqual(["refused", "spent"]);
});
