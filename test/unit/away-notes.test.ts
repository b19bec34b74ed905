import { createAway } from "../../src/humans/away.js";
import { handClock } from "../support/hand-clock.js";

/** A house of which the test says whether it reaches Slack; what it wrote, in order. */
function house() {
  const wrote: string[] = [];
  let reachable = true;
  let downSince: Date | null = null;
  const presence = {
    touch: async (at: Date) => {
      wrote.push("up");
      return at;
    },
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
    reach: (on: boolean) => (reachable = on),
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
  expect(await pass()).toEqual(["up", "look"]);
  clock.forward(2_000);
  expect(await pass()).toEqual([]);
  clock.forward(13_000);
  expect(await pass()).toEqual(["up", "look"]);
  clock.forward(3_600_000);
  expect(await pass()).toEqual(["up", "look"]);
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
