import { createFollowingClock, elapsedMs } from "../../src/clock.js";
import { createBudget, slackPace } from "../../src/slack/outbound/pace.js";

/** A machine whose own clock is an hour fast, and a database. */
function twoClocks() {
  let passedMs = 0;
  const database = Date.parse("2026-11-20T13:00:00Z");
  let wrongByMs = 3_600_000;
  return {
    machine: { now: () => new Date(database + wrongByMs + passedMs), monotonicMs: () => passedMs },
    read: async () => new Date(database + passedMs),
    pass: (ms: number) => (passedMs += ms),
    step: (ms: number) => (wrongByMs += ms),
    at: (ms: number) => new Date(database + ms),
  };
}

it("has the database's time, however wrong the machine's is, and counts on between two looks", async () => {
  const world = twoClocks();
  const clock = createFollowingClock(world.machine);
  expect(clock.now()).toEqual(world.at(3_600_000));
  await clock.follow(world.read);
  expect(clock.now()).toEqual(world.at(0));
  world.pass(1_500);
  world.step(-7_200_000);
  expect(clock.now()).toEqual(world.at(1_500));
});

it("goes on as before when the database does not answer, or answers late", async () => {
  const world = twoClocks();
  const clock = createFollowingClock(world.machine);
  await clock.follow(world.read);
  world.pass(10_000);
  await expect(clock.follow(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
  await clock.follow(async () => {
    const then = await world.read();
    world.pass(5_000);
    return then;
  });
  expect(clock.now()).toEqual(world.at(15_000));
});

it("never goes back for what measuring gets wrong, but follows a clock that was set", async () => {
  const world = twoClocks();
  const clock = createFollowingClock(world.machine);
  const lateBy = (ms: number) => async () => new Date((await world.read()).getTime() - ms);
  await clock.follow(world.read);
  world.pass(1_000);
  expect(clock.now()).toEqual(world.at(1_000));
  await clock.follow(lateBy(20));
  expect(clock.now()).toEqual(world.at(1_000));
  world.pass(30);
  expect(clock.now()).toEqual(world.at(1_010));
  await clock.follow(lateBy(60_000));
  expect(clock.now()).toEqual(world.at(1_030 - 60_000));
});

it("catches up after the machine slept, while monotonic time stood still", async () => {
  const world = twoClocks();
  const clock = createFollowingClock(world.machine);
  await clock.follow(world.read);
  const slept = async () => new Date((await world.read()).getTime() + 8 * 3_600_000);
  await clock.follow(slept);
  expect(clock.now()).toEqual(world.at(8 * 3_600_000));
});

it("is not what Slack's pace goes by: a server that is behind would hold up edits by as much", async () => {
  const world = twoClocks();
  const clock = createFollowingClock(world.machine);
  await clock.follow(world.read);
  const edit = { method: "chat.update", channel: "C1", key: "m1", ts: "1.1" };
  const waitBy = async (nowMs: () => number) => {
    const budget = createBudget(slackPace, nowMs);
    budget.take(edit);
    await clock.follow(async () => new Date((await world.read()).getTime() - 60_000));
    const waitMs = budget.take(edit);
    await clock.follow(world.read);
    return waitMs;
  };
  expect(await waitBy(() => clock.now().getTime())).toBeGreaterThan(60_000);
  expect(await waitBy(elapsedMs())).toBeLessThanOrEqual(slackPace.editGapMs);
});
