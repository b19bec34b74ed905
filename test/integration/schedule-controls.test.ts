import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { confirmed, DAY_MS, FRIDAY_14, nextIn, said, valueOf } from "../support/schedule-steps.js";
import { ask, cardWith, controls, fill, press, read, resultOf, told } from "../support/steps.js";

const clock = handClock(FRIDAY_14);
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(() => house.stop());

const schedule = (id: string) => house.app.store.read.schedules.get(id);
const nextAt = async (id: string) => (await schedule(id))?.nextAt?.toISOString().slice(0, 16);
const answers = (user = "maya") => house.workspace.ephemerals(user).length;

it("is changed, paused, resumed, skipped, run and deleted by who set it up", async () => {
  const { workspace } = house;
  const { at, card, id } = await confirmed(
    house,
    "every weekday at 9 turn this thread into a brief",
  );
  expect(await nextAt(id)).toBe("2026-11-23T08:00");

  let known = answers();
  await fill(workspace, at, "maya", card, "schedule.edit", {
    when: "every Friday at 14:30",
    goal: "three bullets from this thread",
  });
  expect(await told(workspace, "maya", known)).toContain(
    "Changed: every Friday at 14:30, Berlin time. Next: Fri 20 Nov 14:30.",
  );
  expect(await schedule(id)).toMatchObject({
    cron: "30 14 * * 5",
    goal: "three bullets from this thread",
  });

  known = answers();
  await workspace.command({
    user: "maya",
    channel: "launch",
    command: "/fermata",
    text: "schedules",
  });
  const list = await told(workspace, "maya", known);
  expect(list).toContain("every Friday at 14:30, Berlin time");
  const shown = workspace.ephemerals("maya")[known];
  expect(controls(shown)).toEqual(["schedule.run", "schedule.pause", "schedule.more"]);

  known = answers();
  await press(workspace, at, "maya", shown!, "schedule.more", `skip:${id}`);
  expect(await told(workspace, "maya", known)).toContain(
    "Skipped Fri 20 Nov 14:30. Next: Fri 27 Nov 14:30.",
  );

  known = answers();
  const before = said(workspace, "launch");
  await press(workspace, at, "maya", shown!, "schedule.run");
  expect(await told(workspace, "maya", known)).toContain("Runs once now");
  const result = await nextIn(workspace, "launch", before);
  expect(controls(result)).toEqual(["schedule.edit", "schedule.pause"]);
  expect(await nextAt(id)).toBe("2026-11-27T13:30");

  known = answers("tom");
  await press(workspace, at, "tom", result, "schedule.pause");
  expect(await told(workspace, "tom", known)).toContain("Only Maya can change this");
  expect(await schedule(id)).toMatchObject({ state: "active" });

  known = answers();
  await press(workspace, at, "maya", result, "schedule.pause");
  expect(await told(workspace, "maya", known)).toContain("Nothing runs until you resume it");
  const paused = await workspace.waitFor(
    (w) => {
      const now = w.message(at.channel, card.ts);
      return now && controls(now).includes("schedule.resume") ? now : undefined;
    },
    { what: "the paused card" },
  );
  clock.forward(14 * DAY_MS);
  await house.app.rooms.schedulePass();
  expect(said(workspace, "launch").filter((one) => one.ts > result.ts && !one.thread_ts)).toEqual(
    [],
  );
  known = answers();
  await press(workspace, at, "maya", paused, "schedule.resume");
  expect(await told(workspace, "maya", known)).toContain("Resumed. Next: Fri 4 Dec 14:30.");
  await workspace.waitFor(
    (w) => controls(w.message(at.channel, card.ts)).includes("schedule.pause"),
    {
      what: "the resumed card",
    },
  );
  expect(await nextAt(id)).toBe("2026-12-04T13:30");

  known = answers();
  await press(workspace, at, "maya", shown!, "schedule.more", `delete:${id}`);
  expect(await told(workspace, "maya", known)).toContain("Nothing runs any more");
  await workspace.waitFor((w) => controls(w.message(at.channel, card.ts)).length === 0, {
    what: "the deleted schedule's card",
  });
  known = answers();
  await press(workspace, at, "maya", result, "schedule.edit");
  expect(await told(workspace, "maya", known)).toContain("not there any more");
});

it("comes from a result, by a choice or in own words, and says in the form what it does not understand", async () => {
  const { workspace } = house;
  const at = ask(workspace, "turn this thread into a brief");
  const result = await resultOf(workspace, at);
  await press(workspace, at, "maya", result, "schedule.new");
  const form = await workspace.waitFor((w) => w.views("maya").at(-1), { what: "the form" });
  const bad = await workspace.submit({
    user: "maya",
    viewId: form.id,
    values: { when: "every so often" },
  });
  expect(JSON.stringify(bad)).toContain("every Friday at 14:00");
  const often = await workspace.submit({
    user: "maya",
    viewId: form.id,
    values: { when: "every 5 minutes" },
  });
  expect(JSON.stringify(often)).toContain("15 minutes");
  const sent = await workspace.submit({
    user: "maya",
    viewId: form.id,
    values: { preset: "Every Monday at 9:00", when: "" },
  });
  expect(sent.ok).toBe(true);
  const card = await cardWith(workspace, at, "schedule.confirm");
  expect(read(card)).toContain("every Monday at 09:00, Berlin time");
  expect(read(card)).toContain("turn this thread into a brief");
  expect(read(card)).toContain("*Costs*: about $");
  await press(workspace, at, "maya", card, "schedule.delete");
  await workspace.waitFor((w) => controls(w.message(at.channel, card.ts)).length === 0, {
    what: "the dropped card",
  });
  expect(read(workspace.message(at.channel, card.ts)!)).toContain("Not saved");
});

it("comes from a command, with words or by a form", async () => {
  const { workspace } = house;
  const before = said(workspace, "launch");
  await workspace.command({
    user: "maya",
    channel: "launch",
    command: "/fermata",
    text: "schedule every Friday at 14:00 the open questions of this channel",
  });
  const card = await nextIn(workspace, "launch", before);
  expect(read(card)).toContain("every Friday at 14:00, Berlin time");
  expect((await schedule(valueOf(card, "schedule.confirm")))?.goal).toBe(
    "the open questions of this channel",
  );

  const open = workspace.views("maya").length;
  await workspace.command({
    user: "maya",
    channel: "launch",
    command: "/fermata",
    text: "schedule",
  });
  const form = await workspace.waitFor((w) => w.views("maya")[open], { what: "the form" });
  const sent = await workspace.submit({
    user: "maya",
    viewId: form.id,
    values: { when: "weekdays at 8:30", goal: "what changed in #launch" },
  });
  expect(sent.ok).toBe(true);
  const second = await nextIn(workspace, "launch", [...before, card]);
  expect(read(second)).toContain("every weekday at 08:30, Berlin time");
});
