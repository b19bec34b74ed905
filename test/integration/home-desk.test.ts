import { people } from "../../playground/seed/ids.js";
import type { View } from "../../playground/workspace/types.js";
import { alikeOf } from "../../src/humans/alike.js";
import { newCall } from "../contract/rows-fixture.js";
import { type House, startHouse } from "../support/house.js";
import { valueOf } from "../support/schedule-steps.js";
import { ask, type Asked, cardWith, controls, press, read, seen } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
  house.workspace.openHome(people.priya);
});
afterAll(() => house.stop());

const brief = `a brief from this thread; ask <@${people.priya}> or <@${people.tom}> to approve`;
const words = (view: { blocks?: unknown } | undefined) => read({ text: "", blocks: view?.blocks });
const homeWith = (pattern: RegExp) =>
  house.workspace.waitFor((w) => pattern.test(words(w.home(people.priya))), {
    timeoutMs: 20_000,
    what: `Home with ${String(pattern)}`,
  });
const top = () => house.workspace.views(people.priya).at(-1);
/** The form as soon as it says this. */
const formWith = (pattern: RegExp): Promise<View> =>
  house.workspace.waitFor(
    () => {
      const form = top();
      return form && pattern.test(words(form)) ? form : undefined;
    },
    { timeoutMs: 10_000, what: `a form with ${String(pattern)}` },
  );
async function click(viewId: string | undefined, actionId: string, value?: string) {
  const { acked } = await house.workspace.click({
    user: people.priya,
    ...(viewId === undefined ? {} : { viewId }),
    actionId,
    ...(value === undefined ? {} : { value }),
  });
  expect(acked).toBe(true);
}
/** A press that comes late, from a form that shows something else by now. */
const pressLate = (form: View, actionId: string, value: string) =>
  house.workspace.deliver("interactive", {
    type: "block_actions",
    user: { id: people.priya },
    team: { id: "T0ACME0001" },
    trigger_id: house.workspace.world.nextId("trigger"),
    container: { type: "view", view_id: form.id },
    view: { id: form.id, private_metadata: form.private_metadata ?? "" },
    actions: [{ action_id: actionId, value, type: "button", block_id: "b", action_ts: "1.2" }],
  });
const home = () => house.workspace.home(people.priya)?.id;
const statusOf = async (callId: string) =>
  (await house.app.store.read.calls.get(callId))?.status ?? "none";

async function approvalOf(user: string): Promise<{ at: Asked; callId: string }> {
  const at = ask(house.workspace, brief, { user });
  const callId = valueOf(await cardWith(house.workspace, at, "call.approve"), "call.approve");
  // Until it holds, the job cancels whatever it does not know.
  await seen(house.workspace, at, (one) => /done, waiting/.test(one.text), "the job to wait");
  return { at, callId };
}

/** Asks Priya for something by a declared function, beside what the job waits for already. */
async function assign(besides: string): Promise<string> {
  const { store } = house.app;
  const base = await store.read.calls.get(besides);
  if (!base) throw new Error("There is no such call.");
  const args = {
    fn: "declared" as const,
    name: "assign",
    title: "Launch brief",
    data: JSON.stringify({ task: "Call Norda back" }),
    question: "Can you do this? Call Norda back",
    silenceMeans: "the result says that it is open",
  };
  const call = newCall(base.runId, {
    args,
    asked: [{ id: people.priya, name: "Priya" }],
    channel: base.channel,
    threadTs: base.threadTs,
    openedAt: base.openedAt,
    deadlineAt: base.deadlineAt,
    remindAt: null,
    alike: alikeOf(args, {
      requesterId: people.leo,
      channel: base.channel,
      scheduleId: null,
      isUsual: true,
      now: base.openedAt,
      tz: "UTC",
    }),
  });
  await store.transact((rows) => rows.calls.insertIfAbsent(call));
  return call.id;
}

it("decides what is alike together, each a decision of its own, and leaves out what is over", async () => {
  const { workspace, app } = house;
  const all = [
    await approvalOf(people.maya),
    await approvalOf(people.maya),
    await approvalOf(people.maya),
  ];
  await homeWith(/Waiting for you: 3[\s\S]*3 questions like this/);
  expect(controls({ blocks: workspace.home(people.priya)?.blocks })).not.toContain("home.decide");
  await click(home(), "home.together");
  const form = await formWith(/each of these 3/);

  const empty = await workspace.submit({ user: people.priya, viewId: form.id, values: {} });
  expect(JSON.stringify(empty)).toMatch(/choice/);
  const meanwhile = all[1];
  if (!meanwhile) throw new Error("There are three.");
  const card = await cardWith(workspace, meanwhile.at, "call.approve");
  await press(workspace, meanwhile.at, people.tom, card, "call.approve");
  await seen(workspace, meanwhile.at, (one) => /approved by Tom/.test(one.text), "Tom's card");

  await workspace.submit({
    user: people.priya,
    viewId: form.id,
    values: { choice: "approve" },
  });
  expect(words(top())).toMatch(/2 questions are decided[\s\S]*Tom approved this at \d\d:\d\d/);
  await homeWith(/Nothing waits for you/);
  for (const [index, { callId }] of all.entries()) {
    const call = await app.store.read.calls.get(callId);
    expect(call?.decidedBy?.name).toBe(index === 1 ? "Tom" : "Priya");
  }
  expect(workspace.ephemerals(people.priya)).toEqual([]);
});

it("clears the desk: one tap each, skips, forms where a tap asks for more; what is over vanishes", async () => {
  const { workspace, app } = house;
  const first = await approvalOf(people.leo);
  const second = await approvalOf(people.maya);
  const third = await approvalOf(people.tom);
  // Of the job whose approval is skipped: when a job ends, its other questions are over.
  const errand = await assign(second.callId);
  await homeWith(/Waiting for you: 4/);
  await click(home(), "home.clear");
  let form = await formWith(/1 of 4/);
  const openNow = () => [first, second, third].map(({ callId }) => callId).concat(errand);
  const shown = () => {
    const ids = JSON.stringify(top()?.blocks).match(/"home.skip","value":"([^"]+)"/);
    return ids?.[1] ?? "";
  };
  const known: string[] = [];
  for (let at = 1; at <= 4; at += 1) {
    form = await formWith(new RegExp(`${at} of 4`));
    const callId = shown();
    expect(openNow()).toContain(callId);
    expect(known).not.toContain(callId);
    known.push(callId);
    if (callId === errand) {
      // It asks for words: the tap opens its form, in the same place.
      await click(form.id, "home.tap.done");
      const words = await formWith(/What came of it/);
      await workspace.submit({
        user: people.priya,
        viewId: words.id,
        values: { result: "They agree." },
      });
    } else if (callId === second.callId) {
      await click(form.id, "home.skip");
    } else {
      await click(form.id, "home.tap.approve");
    }
  }
  await formWith(/That was all of them[\s\S]*One question that you skipped waits/);
  await homeWith(/Waiting for you: 1/);
  expect(await statusOf(errand)).toBe("decided");
  expect((await app.store.read.calls.get(errand))?.outcome).toMatchObject({ name: "assign" });
  expect(await statusOf(first.callId)).toBe("decided");
  expect(await statusOf(second.callId)).toBe("open");
  expect(await statusOf(third.callId)).toBe("decided");
});

it("says in a line what somebody else decided while the desk was open, and counts no old tap", async () => {
  const late = await approvalOf(people.leo);
  await homeWith(/Waiting for you: 2/);
  await click(home(), "home.clear");
  const form = await formWith(/1 of 2/);
  const shown = JSON.parse(form.private_metadata ?? "[]") as [string, { left: string[] }];
  const next = shown[1].left[0] ?? "";
  await house.app.rooms.handleInbox(
    (await house.app.rooms.acceptClick({
      dedupeKey: "tom decides",
      team: "T0ACME0001",
      actor: people.tom,
      channel: "C0LAUNCH01",
      threadTs: null,
      body: { kind: "decide", callId: next, verb: "approve", values: {} },
    })) ?? "",
  );
  await click(form.id, "home.skip");
  const done = await formWith(/That was all of them/);
  expect(words(done)).toMatch(/Tom approved this at/);
  expect([await statusOf(next), await statusOf(shown[0])].toSorted()).toEqual(["decided", "open"]);
  expect([late.callId, shown[0], next]).toContain(late.callId);
  await pressLate(done, "home.tap.approve", shown[0]);
  await formWith(/That one was answered or left already[\s\S]*That was all of them/);
  expect(await statusOf(shown[0])).toBe("open");
});

it("shows the question again where a button of an earlier one, or one that is gone, is pressed", async () => {
  const { callId } = await approvalOf(people.leo);
  await homeWith(/Waiting for you: [2-9]/);
  await click(home(), "home.clear");
  const form = await formWith(/1 of \d/);
  const [first, place] = JSON.parse(form.private_metadata ?? "[]") as [string, { left: string[] }];
  await click(form.id, "home.skip");
  const second = await formWith(/2 of \d/);
  const known = await Promise.all([first, ...place.left].map(statusOf));
  await pressLate(second, "home.tap.approve", first);
  const told = await formWith(/That one was answered or left already/);
  expect(words(told)).toMatch(/2 of \d/);
  await pressLate(second, "home.tap.nothing", place.left[0] ?? "");
  const again = await formWith(/That button is not there any more/);
  expect(words(again)).toMatch(/2 of \d/);
  expect(controls(again)).toEqual(controls(second));
  expect(await Promise.all([first, ...place.left].map(statusOf))).toEqual(known);
  expect([first, ...place.left]).toContain(callId);
});

it("decides a declared question in Home by a choice of its verbs, with errors on their fields", async () => {
  const { workspace } = house;
  const { callId: besides } = await approvalOf(people.leo);
  const errand = await assign(besides);
  await homeWith(/Can you do this\? Call Norda back/);
  await click(home(), "home.decide", errand);
  const form = await formWith(/Can you call Norda back/);
  const bare = await workspace.submit({
    user: people.priya,
    viewId: form.id,
    values: { choice: "handback" },
  });
  expect(bare).toMatchObject({ ok: false });
  expect(JSON.stringify(bare)).toMatch(/handback:reason.*Write a few words/);
  await workspace.submit({
    user: people.priya,
    viewId: form.id,
    values: { choice: "handback", "handback:reason": "I am on leave." },
  });
  await workspace.waitFor((w) => !/Can you do this/.test(words(w.home(people.priya))));
  expect(await statusOf(errand)).toBe("decided");
});
