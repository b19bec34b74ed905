import { channels } from "../../playground/seed/ids.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { approved, postsIn } from "../support/posting.js";
import { ask, type Asked, controls, fromBot, press, read } from "../support/steps.js";

const clock = handClock();
let house: House;
beforeEach(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterEach(() => house.stop());

const target = "announcements";
const goal = `a brief of this thread and #support, then post it in <#${channels.announcements}> once <@U0PRIYA001> is happy`;

function ended(at: Asked) {
  return house.workspace.waitFor(
    (w) => fromBot(w, at).find((one) => /somebody can read along here/.test(read(one))),
    { timeoutMs: 45_000, what: "the end" },
  );
}

async function approvedPost(): Promise<{ at: Asked; ts: string }> {
  const { workspace, app } = house;
  for (const user of ["maya", "priya", "fermata"]) workspace.invite({ user, channel: target });
  const at = ask(workspace, goal, { channel: "company-news" });
  const card = await approved(workspace, at);
  await app.outbound?.idle();
  return { at, ts: card.ts };
}

it("posts nothing once somebody reads along who could not read what it is made of", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace, target).length;
  const { at } = await approvedPost();
  workspace.invite({ user: "sam", channel: "company-news" });
  clock.forward(70_000);
  expect(read(await ended(at))).toMatch(/Nothing of it is shown/);
  await app.outbound?.idle();
  expect(postsIn(workspace, target)).toHaveLength(before);
});

it("can still take down what was posted when they came after it", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace, target).length;
  const { at, ts } = await approvedPost();
  clock.forward(11_000);
  await workspace.waitFor((w) => postsIn(w, target).length > before, {
    timeoutMs: 45_000,
    what: "the post",
  });
  workspace.invite({ user: "sam", channel: "company-news" });
  clock.forward(70_000);
  expect(read(await ended(at))).toMatch(/What was approved is posted in #announcements/);
  await app.outbound?.idle();
  expect(postsIn(workspace, target)).toHaveLength(before + 1);
  const card = workspace.message(at.channel, ts);
  expect(controls(card)).toContain("run.takedown");
  await press(workspace, at, "priya", { ts }, "run.takedown");
  await workspace.waitFor((w) => postsIn(w, target).length === before, {
    timeoutMs: 45_000,
    what: "the post gone",
  });
  await app.outbound?.idle();
  expect(read(workspace.message(at.channel, ts) ?? { text: "" })).toMatch(/Taken down by Priya/);
});
