import { channels, people, team } from "../../playground/seed/ids.js";
import { type App, startApp } from "../../src/app.js";
import { silentLog } from "../../src/log.js";
import { handClock } from "../support/hand-clock.js";
import { fastPace, type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  fill,
  fromBot,
  press,
  read,
  seen,
  told,
} from "../support/steps.js";

const MINUTE_MS = 60_000;
const STILL_WAITS = /still waits/;
const clock = handClock();
let house: House;
let app: App;
beforeAll(async () => {
  house = await startHouse({
    workspace: { clock },
    options: { clock, sweepEveryMs: 50 },
    file: {
      policy: {
        sets: {
          Leads: { people: [people.tom, people.priya, people.leo] },
          Boss: { people: [people.ana] },
          Support: { people: [people.priya] },
        },
        rules: [
          {
            name: "launch",
            when: { act: "result", channel: "#launch" },
            tier: "several",
            ask: ["Leads"],
            wait: { minutes: 100 },
            escalate: { to: ["Boss"] },
          },
          {
            name: "general",
            when: { act: "result", channel: "#general" },
            tier: "one",
            ask: ["Support"],
            silence: "wait",
            wait: { minutes: 100 },
            escalate: { to: ["Boss"] },
          },
        ],
        delegations: [
          { from: people.priya, to: people.leo, fromDay: "2026-11-01", untilDay: "2027-01-05" },
        ],
      },
    },
  });
  app = house.app;
});
afterAll(async () => {
  await app.stop();
  await house.stop();
});

/** The house stops, so much time passes, and another begins over the same data. */
async function restartAfter(minutes: number): Promise<void> {
  await app.outbound?.idle();
  await app.stop();
  clock.forward(minutes * MINUTE_MS);
  const options = { log: silentLog, pace: fastPace, sweepEveryMs: 50, clock };
  app = await startApp(house.config, "all", options);
  await house.workspace.waitFor((w) => w.connected(), { timeoutMs: 30_000, what: "the bot again" });
}

async function callOf(at: Asked) {
  const channel = at.channel === "launch" ? channels.launch : channels.general;
  const request = await app.store.read.requests.byMessage(team.id, channel, at.ts);
  const [call] = await app.store.read.calls.ofRun(request?.runId ?? "");
  if (!call) throw new Error("The job asks nobody.");
  return call;
}

const says = (at: Asked, words: RegExp) =>
  seen(house.workspace, at, (one) => words.test(read(one)), String(words));

it("goes by the operator's rules through a restart at every step", async () => {
  const { workspace } = house;
  const brief = (channel: string) => ask(workspace, "a brief from this thread", { channel });
  const jobs = {
    two: brief("launch"),
    half: brief("launch"),
    late: brief("launch"),
    never: brief("launch"),
    against: brief("launch"),
    waits: brief("general"),
    away: brief("general"),
  };
  const cardOf = (at: Asked) => cardWith(workspace, at, "call.approve");
  const yes = async (at: Asked, user: string) =>
    press(workspace, at, user, await cardOf(at), "call.approve");
  for (const at of Object.values(jobs)) await cardOf(at);
  expect(await callOf(jobs.two)).toMatchObject({ need: 2, tier: "several", silence: "deny" });
  expect(read(await cardOf(jobs.away))).toMatch(
    /Leo is asked for Priya, who is away until 5 January\./,
  );
  await yes(jobs.two, "tom");
  expect(await told(workspace, "tom")).toContain("Your yes counts: 1 of 2.");
  await yes(jobs.half, "tom");
  await says(jobs.half, /1 of 2 .*: Tom\./);
  // Whoever is away may decide all the same.
  await yes(jobs.away, "priya");
  await says(jobs.away, /Approved by Priya/);

  await restartAfter(51);
  await says(jobs.waits, STILL_WAITS);
  // The same yes again is no second one; somebody else's is.
  const before = workspace.ephemerals("tom").length;
  await yes(jobs.two, "tom");
  expect(await told(workspace, "tom", before)).toContain("Your yes counts already: 1 of 2.");
  await yes(jobs.two, "leo");
  await says(jobs.two, /Approved by Tom and Leo/);

  await restartAfter(30);
  await says(jobs.late, /so Ana is asked too/);
  // She is not in that channel, and has a copy of each card in a direct message.
  const { id } = await callOf(jobs.late);
  const copyOf = (dm: string) =>
    workspace.messages(dm).find((one) => JSON.stringify(one.blocks ?? []).includes(id));
  const [dm, copy] = await workspace.waitFor((w) => {
    const channel = w.dmOf("ana");
    const found = channel && copyOf(channel);
    return channel && found ? ([channel, found] as const) : null;
  });
  await workspace.click({ user: "ana", channel: dm, ts: copy.ts, actionId: "call.approve" });
  await says(jobs.late, /1 of 2 .*: Ana\./);
  await yes(jobs.late, "priya");
  await says(jobs.late, /Approved by Ana and Priya/);
  for (const [user, reason] of [
    ["tom", "Too early"],
    ["priya", "Wrong price"],
    ["leo", "No date"],
  ] as const)
    await fill(workspace, jobs.against, user, await cardOf(jobs.against), "call.reject", {
      reason,
    });
  await says(jobs.against, /Rejected by .* and /);
  const { outcome } = await callOf(jobs.against);
  const reasons = outcome?.verb === "reject" ? outcome.reason.split("\n").sort() : [];
  expect(reasons).toEqual(["Leo: No date", "Priya: Wrong price", "Tom: Too early"]);

  await restartAfter(20);
  await says(jobs.half, /Too few answered/);
  await says(jobs.never, /Nobody answered/);
  expect((await callOf(jobs.waits)).status).toBe("open");
  const reminders = fromBot(workspace, jobs.never).filter((one) => STILL_WAITS.test(one.text));
  expect(reminders).toHaveLength(1);

  await restartAfter(20 * 24 * 60);
  await yes(jobs.waits, "leo");
  await says(jobs.waits, /Approved by Leo/);
}, 180_000);
