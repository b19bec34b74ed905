import { channels, people } from "../../playground/seed/ids.js";
import { startApp } from "../../src/app.js";
import { silentLog } from "../../src/log.js";
import { handClock } from "../support/hand-clock.js";
import { fastPace, type House, startHouse } from "../support/house.js";
import {
  confirmed,
  DAY_MS,
  FRIDAY_14,
  HOUR_MS,
  MINUTE_MS,
  nextIn,
  said,
} from "../support/schedule-steps.js";
import { type Asked, cardWith, controls, press, read } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const clock = handClock(FRIDAY_14);
const options = { clock, sweepEveryMs: 50, log: silentLog, pace: fastPace };
const notes = `<#${channels.meetingNotes}|meeting-notes>`;
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options });
});
afterAll(async () => {
  // The one that was started again; the house knows the first one only.
  await house.app.stop();
  await house.stop();
});

const dm = () => house.workspace.openDm("maya");
const toDay = () => clock.now().toISOString().slice(0, 10);

/** Maya's direct message with the bot, with a schedule of hers in it. */
async function digestInDm(text: string): Promise<{ at: Asked; id: string }> {
  const { workspace } = house;
  const ts = workspace.say({ user: people.maya, channel: dm(), text });
  const at = { channel: dm(), thread: ts, ts };
  const card = await cardWith(workspace, at, "schedule.confirm");
  await press(workspace, at, "maya", card, "schedule.confirm");
  const saved = await workspace.waitFor(
    (w) =>
      controls(w.message(at.channel, card.ts)).includes("schedule.pause")
        ? w.message(at.channel, card.ts)
        : undefined,
    { what: "the saved card" },
  );
  return { at, id: /sch_[0-9a-f]+/.exec(JSON.stringify(saved.blocks))?.[0] ?? "" };
}

describe("a digest in a direct message", () => {
  let id: string;

  it("reads the channel it names, and sends one message", async () => {
    ({ id } = await digestInDm(`every weekday at 9 the decisions and open tasks from ${notes}`));
    const before = said(house.workspace, dm());
    clock.forward(2 * DAY_MS + 19 * HOUR_MS);
    expect(toDay()).toBe("2026-11-23");
    const result = await nextIn(house.workspace, dm(), before);
    expect(result.text).toMatch(/^Decisions and open tasks, Monday 23 November: /);
    expect(read(result)).toContain("#meeting-notes");
    await house.app.outbound?.idle();
    expect(said(house.workspace, dm()).length).toBe(before.length + 1);
  });

  it("says in one quiet line that nothing is new, and asks no model", async () => {
    const before = said(house.workspace, dm());
    const asked = house.model.asked.length;
    clock.forward(DAY_MS);
    const line = await nextIn(house.workspace, dm(), before);
    expect(line.text).toBe("Decisions and open tasks: nothing new in #meeting-notes since Monday.");
    expect(controls(line)).toEqual([]);
    expect(house.model.asked.length).toBe(asked);
  });

  it("runs once, late, and says so after a downtime", async () => {
    const { workspace } = house;
    workspace.say({ user: people.priya, channel: "meeting-notes", text: "Decided: one desk." });
    const before = said(workspace, dm());
    await house.app.stop();
    clock.forward(DAY_MS + 20 * MINUTE_MS);
    house.app = await startApp(house.config, "all", options);
    const result = await nextIn(workspace, dm(), before);
    expect(read(result)).toContain("Late by 20 minutes: Fermata was down at 9:00.");
    expect(result.text).toContain("Wednesday 25 November");
    await house.app.outbound?.idle();
    expect(said(workspace, dm()).length).toBe(before.length + 1);
  });

  it("is paused and told of once when its owner can no longer read the channel", async () => {
    const { workspace } = house;
    const channel = workspace.world.state.channels.find((one) => one.id === channels.meetingNotes)!;
    channel.members = channel.members.filter((one) => one !== people.maya);
    const before = said(workspace, dm());
    clock.forward(DAY_MS);
    const told = await nextIn(workspace, dm(), before);
    expect(told.text).toBe(
      "Decisions and open tasks are paused: you can no longer read #meeting-notes. Resume or delete?",
    );
    expect(controls(told)).toEqual(["schedule.resume", "schedule.delete"]);
    clock.forward(3 * DAY_MS);
    await house.app.rooms.schedulePass();
    await house.app.outbound?.idle();
    expect(said(workspace, dm()).length).toBe(before.length + 1);
    expect(await house.app.store.read.schedules.get(id)).toMatchObject({ state: "paused" });

    channel.members.push(people.maya);
    const at = { channel: dm(), thread: told.ts, ts: told.ts };
    await press(workspace, at, "maya", told, "schedule.resume");
    const settled = await workspace.waitFor(
      (w) =>
        controls(w.message(dm(), told.ts)).length === 0 ? w.message(dm(), told.ts) : undefined,
      { what: "the settled message" },
    );
    expect(read(settled)).toContain("Resumed. Next: Mon 30 Nov 09:00.");
    await press(workspace, at, "maya", told, "schedule.delete").catch(() => undefined);
  });
});

it("is paused after three failures in a row, and says so once", async () => {
  const { workspace } = house;
  const { at, id } = await confirmed(house, "every day at 7:00 turn this thread into a brief");
  house.model.scripts.research = () => {
    throw new Error("The model is broken.");
  };
  for (let day = 0; day < 3; day += 1) {
    workspace.say({
      user: people.tom,
      channel: "launch",
      threadTs: at.thread,
      text: `Day ${day}`,
    });
    const row = await house.app.store.read.schedules.get(id);
    clock.forward((row?.nextAt?.getTime() ?? 0) - clock.now().getTime());
    await workspace.waitFor(
      () =>
        said(workspace, "launch").filter((one) => controls(one).includes("run.retry")).length > day,
      { timeoutMs: 45_000, what: `failure ${day + 1}` },
    );
  }
  const told = await workspace.waitFor(
    (w) => w.messages(dm()).find((one) => one.text.includes("three times in a row")),
    { timeoutMs: 45_000, what: "the word about it" },
  );
  expect(controls(told)).toEqual(["schedule.resume", "schedule.delete"]);
  expect(await house.app.store.read.schedules.get(id)).toMatchObject({
    state: "paused",
    failures: 3,
  });
  Object.assign(house.model.scripts, storyScripts());
});
