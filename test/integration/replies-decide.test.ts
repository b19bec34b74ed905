import { channels, people, team } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { type House, startHouse } from "../support/house.js";
import {
  type Asked,
  ask,
  cardWith,
  controls,
  fromBot,
  press,
  read,
  resultOf,
  told,
} from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse({ options: { sweepEveryMs: 100 } });
});
afterAll(() => house.stop());

const say = (at: Asked, user: string, text: string) =>
  house.workspace.say({ user, channel: at.channel, threadTs: at.thread, text });
const again = (at: Asked, card: { ts: string }) =>
  read(house.workspace.message(at.channel, card.ts) ?? { text: "" });
const approval = async (who: keyof typeof people) => {
  const at = ask(house.workspace, `a brief from this thread; ask <@${people[who]}> to approve`);
  return { at, card: await cardWith(house.workspace, at, "call.approve") };
};
/** Everything that was sent to us is taken in, and everything that follows from it is shown. */
const quiet = async () => {
  await house.workspace.waitFor((w) => w.world.state.pending.length === 0, { what: "quiet" });
  await house.app.outbound?.idle();
};
/** The private message to this person with such a control, after the first `known`. */
const offered = (user: string, actionId: string, known: number): Promise<Message> =>
  house.workspace.waitFor(
    (w) =>
      w.ephemerals(user).find((one, index) => index >= known && controls(one).includes(actionId)),
    { what: `an offer to ${user}` },
  );

it("decides by exactly “approve” of somebody who is asked, and says so on the card", async () => {
  const { at, card } = await approval("priya");
  say(at, people.leo, "approve");
  await quiet();
  expect(controls(house.workspace.message(at.channel, card.ts))).toContain("call.approve");
  expect(house.workspace.ephemerals("leo")).toEqual([]);
  const ts = say(at, people.priya, " Approve. ");
  expect(read(await resultOf(house.workspace, at))).toContain("Approved by Priya");
  await house.app.outbound?.idle();
  expect(again(at, card)).toMatch(/Approved by Priya\*, .*, by reply\./);
  const [run] = await runsOf(at);
  const facts = await house.app.store.read.ledger.list(`run:${run}`);
  const decided = facts.filter((one) => one.kind === "call_decided");
  expect(decided.map((one) => [one.actor, one.data["via"]])).toEqual([[people.priya, "reply"]]);
  // Slack tells it again: it is known, and neither a note nor a goal.
  await house.workspace.deliver("events_api", event(at, people.priya, "approve", ts), {
    duplicate: true,
  });
  await quiet();
  expect(await runsOf(at)).toEqual([run]);
  expect(await house.app.store.read.notes.ofRun(run ?? "")).toEqual([]);
});

it("offers any other words back as a change, and sends exactly them back at a press", async () => {
  const { workspace } = house;
  const { at, card } = await approval("priya");
  const known = workspace.ephemerals("priya").length;
  say(at, people.priya, "looks good but change the date");
  const offer = await offered("priya", "reply.send.1", known);
  expect(read(offer)).toMatch(/Send this back as a change\?[^]*looks good but change the date/);
  await quiet();
  expect(again(at, card)).not.toMatch(/Approved|asked for changes/);
  await press(workspace, at, "priya", offer, "reply.send.1");
  const next = await workspace.waitFor(
    (w) => fromBot(w, at).find((m) => m.ts > card.ts && controls(m).includes("call.approve")),
    { timeoutMs: 45_000, what: "the next version" },
  );
  expect(again(at, card)).toMatch(/Priya asked for changes/);
  const draft = house.model.asked.filter((one) => one.role === "draft").at(-1)?.user ?? "";
  expect(draft.split("looks good but change the date")).toHaveLength(2);
  say(at, people.priya, "reject");
  await workspace.waitFor(() => /Rejected by Priya/.test(again(at, next)), { what: "the end" });
});

it("keeps words as a note if the writer wants that, and an edited message decides nothing", async () => {
  const { workspace } = house;
  const { at, card } = await approval("priya");
  const known = workspace.ephemerals("priya").length;
  const ts = say(at, people.priya, "aprove");
  const offer = await offered("priya", "reply.note", known);
  workspace.edit({ user: "priya", channel: at.channel, ts, text: "approve" });
  expect(await told(workspace, "priya", known + 1)).toMatch(/An edited message decides nothing/);
  await press(workspace, at, "priya", offer, "reply.note");
  expect(await told(workspace, "priya", known + 2)).toMatch(/^Noted for the next version/);
  await quiet();
  expect(again(at, card)).not.toMatch(/Approved|asked for changes/);
  const [run] = await runsOf(at);
  const notes = await house.app.store.read.notes.ofRun(run ?? "");
  expect(notes.map((note) => note.text)).toEqual(["aprove"]);
  await press(workspace, at, "priya", card, "call.approve");
  await resultOf(workspace, at);
});

/** The direct message with Ana, once a copy of a card stands there that this one is not. */
const copyFor = (not = "0") =>
  house.workspace.waitFor(
    (w) => {
      const dm = w.world.state.channels.find(
        (one) => one.isDm && one.members.includes(people.ana),
      )?.id;
      const isNew = (m: Message) => controls(m).includes("call.approve") && m.ts > not;
      const card = dm && w.messages(dm).findLast(isNew);
      return dm && card ? { dm, card } : undefined;
    },
    { timeoutMs: 45_000, what: "a copy for Ana" },
  );

it("takes a bare answer in the direct message where a copy of the card stands", async () => {
  const { workspace } = house;
  const { at, card } = await approval("ana");
  const copy = await copyFor();
  await quiet();
  const inCopy = { user: people.ana, channel: copy.dm, threadTs: copy.card.ts };
  const known = workspace.ephemerals("ana").length;
  workspace.say({ ...inCopy, text: "too long" });
  expect(read(await offered("ana", "reply.send.1", known))).toContain("too long");
  workspace.say({ user: people.ana, channel: copy.dm, text: "approve" });
  expect(read(await resultOf(workspace, at))).toContain("Approved by Ana");
  await quiet();
  expect(again(at, card)).toMatch(/by reply/);
  // Too late by seconds is told who decided.
  const before = workspace.ephemerals("ana").length;
  workspace.say({ ...inCopy, text: "reject" });
  expect(await told(workspace, "ana", before)).toMatch(/^You approved this at/);
});

it("asks which one is meant where a bare answer fits two cards", async () => {
  const { workspace } = house;
  const first = await approval("ana");
  const one = await copyFor();
  const second = await approval("ana");
  await copyFor(one.card.ts);
  await quiet();
  const known = workspace.ephemerals("ana").length;
  workspace.say({ user: people.ana, channel: one.dm, text: "approve" });
  const which = await offered("ana", "reply.pick.2", known);
  await quiet();
  for (const { at, card } of [first, second]) expect(again(at, card)).not.toMatch(/Approved/);
  await press(workspace, { ...first.at, channel: one.dm }, "ana", which, "reply.pick.2");
  expect(read(await resultOf(workspace, second.at))).toContain("Approved by Ana");
  expect(again(first.at, first.card)).not.toMatch(/Approved/);
  // Of a number no approval knows anything; now the word fits one only.
  workspace.say({ user: people.ana, channel: one.dm, threadTs: one.card.ts, text: "2" });
  await offered("ana", "reply.send.1", known + 1);
  workspace.say({ user: people.ana, channel: one.dm, text: "approve" });
  expect(read(await resultOf(workspace, first.at))).toContain("Approved by Ana");
});

async function runsOf(at: Asked): Promise<string[]> {
  const asked = await house.app.store.read.requests.byMessage(team.id, channels.launch, at.ts);
  return asked ? [asked.runId] : [];
}

function event(at: Asked, user: string, text: string, ts: string) {
  const place = { channel: channels.launch, channel_type: "channel", thread_ts: at.thread };
  return { type: "message", user, ...place, ts, text };
}
