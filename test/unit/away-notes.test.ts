import { createAway } from "../../src/humans/away.js";
import { handClock } from "../support/hand-clock.js";

/** A house of which the test says whether it reaches Slack; what it wrote, in order. */
function house() {
  const wrote: string[] = [];
  let reachable: boolean | null = true;
  let botsAt: Date | null = null;
  let downSince: Date | null = null;
  const presence = {
    touch: async (at: Date) => {
      wrote.push("up");
      return at;
    },
    touchBots: async (at: Date) => {
      wrote.push("bot");
      botsAt = at;
    },
    coverBots: async () => undefined,
    botsSeen: async () => botsAt,
    slackDownSince: async () => {
      wrote.push("look");
      return downSince;
    },
    setSlackDown: async (since: Date | null) => {
      wrote.push(since ? "down" : "back");
      downSince = since;
    },
    markLate: async () => 0,
  };
  const rows = { presence, calls: { delayGoingOn: async () => [] } };
  const clock = handClock();
  const away = createAway({
    transact: async (fn) => fn(rows as never),
    slackReachable: () => reachable,
    clock,
    sleeps: false,
  });
  return {
    clock,
    reach: (on: boolean | null) => (reachable = on),
    downSince: () => downSince,
    /** One pass, and what it wrote. */
    pass: async () => {
      wrote.length = 0;
      await away.stillUp();
      return [...wrote];
    },
  };
}

it("writes that it is up every 15 s, not in each pass, and at once after a leap of the clock", async () => {
  const { clock, pass } = house();
  expect(await pass()).toEqual(["up", "bot", "look"]);
  clock.forward(2_000);
  expect(await pass()).toEqual([]);
  clock.forward(13_000);
  expect(await pass()).toEqual(["up", "bot", "look"]);
  clock.forward(3_600_000);
  expect(await pass()).toEqual(["up", "bot", "look"]);
});

it("writes in the next pass that Slack is away, and that it is back", async () => {
  const { pass, reach } = house();
  await pass();
  reach(false);
  expect(await pass()).toEqual(["look", "down"]);
  expect(await pass()).toEqual([]);
  reach(true);
  expect(await pass()).toEqual(["look", "back"]);
});

it("takes Slack for away since the last bot was up, where it cannot tell itself", async () => {
  const { clock, pass, reach, downSince } = house();
  const last = clock.now();
  await pass();
  reach(null);
  for (let n = 0; n < 4; n += 1) {
    clock.forward(15_000);
    expect(await pass()).toEqual(["up"]);
  }
  clock.forward(15_000);
  expect(await pass()).toEqual(["up", "look", "down"]);
  expect(downSince()).toEqual(last);
  clock.forward(15_000);
  expect(await pass()).toEqual(["up", "look"]);
  reach(true);
  expect(await pass()).toEqual(["look", "back"]);
});

it("says nothing of bots after it was away itself, or where there never was one", async () => {
  const awake = house();
  await awake.pass();
  awake.reach(null);
  awake.clock.forward(3_600_000);
  expect(await awake.pass()).toEqual(["up"]);
  const alone = house();
  alone.reach(null);
  for (let n = 0; n < 8; n += 1) {
    await alone.pass();
    alone.clock.forward(15_000);
  }
  expect(alone.downSince()).toBeNull();
});
