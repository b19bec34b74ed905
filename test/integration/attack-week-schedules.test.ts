import { channels, people } from "../../playground/seed/ids.js";
import { newId } from "../../src/domain/ids.js";
import { echoScripts, placesWith } from "../support/echo.js";
import { forge } from "../support/forged.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { confirmed, FRIDAY_14, said, valueOf } from "../support/schedule-steps.js";
import { ask, cardWith, controls, press, read, told } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const WORD = "Quaxolotl";
const clock = handClock(FRIDAY_14);
let house: House;
beforeAll(async () => {
  house = await startHouse({
    workspace: { clock },
    options: { clock, sweepEveryMs: 50 },
    file: { operator: { admins: [people.leo] } },
  });
});
afterAll(() => house.stop());

const VERBS = ["confirm", "edit", "pause", "resume", "run", "skip", "delete"] as const;

it("does nothing, and tells nothing, for who presses a copied schedule's id", async () => {
  const { workspace, app } = house;
  const { id, card, at } = await confirmed(
    house,
    "every weekday at 9 turn this thread into a brief",
  );
  const proposed = ask(workspace, "every Friday at 9 sum up this thread");
  const waiting = valueOf(
    await cardWith(workspace, proposed, "schedule.confirm"),
    "schedule.confirm",
  );
  const rows = () => Promise.all([id, waiting].map((one) => app.store.read.schedules.get(one)));
  const before = await rows();
  for (const user of ["tom", "priya"]) {
    for (const value of [id, waiting, "sch_nothing"]) {
      for (const verb of VERBS) {
        const known = workspace.ephemerals(user).length;
        const actionId = `schedule.${verb}`;
        await forge(workspace, { user, channel: "general", actionId, value });
        const answer = await told(workspace, user, known);
        expect([verb, answer]).toEqual([verb, expect.stringMatching(/not there any more/)]);
      }
    }
  }
  const known = workspace.ephemerals("tom").length;
  await press(workspace, at, people.tom, card, "schedule.pause");
  expect(await told(workspace, "tom", known)).toContain("Only Maya can change this");
  expect(await rows()).toEqual(before);
});

it("lets an admin pause, but not change what runs with somebody else's rights", async () => {
  const { workspace, app } = house;
  const { id, card, at } = await confirmed(
    house,
    "every weekday at 10 turn this thread into a brief",
  );
  let known = workspace.ephemerals("leo").length;
  await press(workspace, at, people.leo, card, "schedule.edit");
  expect(await told(workspace, "leo", known)).toMatch(/Only Maya .* Maya's rights/);
  expect(workspace.views("leo")).toEqual([]);
  known = workspace.ephemerals("leo").length;
  await press(workspace, at, people.leo, card, "schedule.pause");
  expect(await told(workspace, "leo", known)).toMatch(/Paused/);
  expect(await app.store.read.schedules.get(id)).toMatchObject({ state: "paused" });
});

it("runs once at a time, however often somebody presses Run now", async () => {
  const { workspace, model, app } = house;
  const { id, at } = await confirmed(house, "every weekday at 11 turn this thread into a brief");
  const release = model.hold();
  const known = workspace.ephemerals("maya").length;
  for (let n = 0; n < 6; n += 1) {
    clock.forward(1_000);
    await forge(workspace, {
      user: "maya",
      channel: at.channel,
      actionId: "schedule.run",
      value: id,
    });
  }
  await told(workspace, "maya", known + 5);
  const answers = workspace.ephemerals("maya").slice(known).map(read);
  expect(answers.filter((one) => /Runs once now/.test(one))).toHaveLength(1);
  expect(answers.filter((one) => /running already/.test(one))).toHaveLength(5);
  const before = said(workspace, "launch").length;
  release();
  await workspace.waitFor((w) => said(w, "launch").length > before, {
    timeoutMs: 45_000,
    what: "the one result",
  });
  await app.outbound?.idle();
});

it("sends what a schedule reads in a private channel to who set it up alone", async () => {
  const { workspace, model, app } = house;
  workspace.invite({ user: "fermata", channel: "leads-private" });
  Object.assign(model.scripts, echoScripts(WORD));
  const { id, at } = await confirmed(house, "every weekday at 12 sum up #leads-private");
  clock.forward(60_000);
  workspace.say({ user: people.tom, channel: "leads-private", text: `We buy ${WORD}.` });
  clock.forward(60_000);
  const dm = workspace.openDm("maya");
  await forge(workspace, {
    user: "maya",
    channel: at.channel,
    actionId: "schedule.run",
    value: id,
  });
  const last = () => workspace.messages(dm).at(-1);
  for (;;) {
    const next = await workspace.waitFor(
      (w) =>
        w
          .messages(dm)
          .findLast((one) =>
            controls(one).some((c) =>
              /^(call\.answer\.defaults|call\.choose\.1|schedule\.pause)$/.test(c),
            ),
          ),
      { timeoutMs: 45_000, what: `the next step; last: ${last()?.text ?? ""}` },
    );
    const control = controls(next).find((c) => /^call\.(answer\.defaults|choose\.1)$/.test(c));
    if (!control) break;
    await press(workspace, { channel: dm, thread: "", ts: "" }, "maya", next, control);
    await workspace.waitFor((w) => !controls(w.message(dm, next.ts)).includes(control), {
      timeoutMs: 45_000,
      what: "the answer taken in",
    });
  }
  await app.outbound?.idle();
  expect(JSON.stringify(workspace.messages(dm))).toContain(WORD);
  expect(
    placesWith(workspace, WORD, { person: people.maya, dm, source: channels.leadsPrivate }),
  ).toEqual([]);
  Object.assign(model.scripts, storyScripts());
});

it("saves no more than 200 schedules for one person", async () => {
  const { workspace, app } = house;
  const { id } = await confirmed(house, "every weekday at 13 turn this thread into a brief", {
    user: people.tom,
  });
  const one = await app.store.read.schedules.get(id);
  if (!one) throw new Error("The schedule is missing.");
  await app.store.transact(async (rows) => {
    for (let n = 1; n < 200; n += 1) {
      await rows.schedules.insert({ ...one, id: newId("sch"), state: "paused", nextAt: null });
    }
  });
  const at = ask(workspace, "every Friday at 9 sum up this thread", { user: people.tom });
  const card = await cardWith(workspace, at, "schedule.confirm");
  const known = workspace.ephemerals("tom").length;
  await press(workspace, at, people.tom, card, "schedule.confirm");
  expect(await told(workspace, "tom", known)).toMatch(/You have 200 schedules\. Delete one/);
  expect(await app.store.read.schedules.get(valueOf(card, "schedule.confirm"))).toMatchObject({
    state: "proposed",
  });
});
