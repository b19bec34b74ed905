import { bot, people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { handClock } from "../support/hand-clock.js";
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

const HOUR_MS = 3_600_000;
const clock = handClock();
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
  const { maya, tom, leo } = people;
  const members = [maya, tom, leo, bot.userId];
  for (const name of ["quiet", "deep"])
    house.workspace.makeChannel({ name, members, isPrivate: true });
});
afterAll(() => house.stop());

const APPROVE = `a brief from this thread; ask <@${people.priya}> to approve`;

/** Messages that the bot wrote to somebody directly. */
function directly(user: string): Message[] {
  const dm = house.workspace.dmOf(user);
  return dm ? house.workspace.messages(dm) : [];
}

const cardFor = (user: string, after = "0") =>
  house.workspace.waitFor(
    () => directly(user).findLast((m) => m.ts > after && controls(m).includes("call.approve")),
    { timeoutMs: 45_000, what: `a card for ${user}` },
  );

function askQuietly(text = APPROVE, channel = "quiet"): Asked {
  return ask(house.workspace, text, { channel });
}

it("asks the requester before what is private goes to somebody outside, and sends it then", async () => {
  const { workspace } = house;
  const at = askQuietly();
  const question = await cardWith(workspace, at, "call.choose.1");
  expect(read(question)).toContain("may I send Priya the launch brief in a direct message?");
  expect(read(question)).toContain("Priya is not in this private channel.");
  await house.app.outbound?.idle();
  expect(directly("priya")).toEqual([]);
  expect(fromBot(workspace, at).flatMap(controls)).not.toContain("call.approve");

  await press(workspace, at, "maya", question, "call.choose.1");
  const card = await cardFor("priya");
  expect(read(card)).toContain("a private channel");
  expect(read(card)).not.toContain("quiet");
  const dm = { channel: workspace.dmOf("priya") ?? "", thread: card.ts, ts: card.ts };
  // It is asked once a job: the second version goes without a question.
  await press(workspace, dm, "priya", card, "call.changes");
  const form = await workspace.waitFor((w) => w.views("priya").at(-1), { what: "the form" });
  await workspace.submit({ user: "priya", viewId: form.id, values: { note: "Shorter." } });
  const second = await workspace.waitFor(
    () => directly("priya").find((m) => m.ts > card.ts && controls(m).includes("call.approve")),
    { timeoutMs: 45_000, what: "the second version" },
  );
  await press(workspace, dm, "priya", second, "call.approve");
  expect(read(await resultOf(workspace, at))).toContain("Approved by Priya");
  const questions = fromBot(workspace, at).filter((m) => /may I send/i.test(read(m)));
  expect(questions).toHaveLength(1);
});

it("sends nothing where the requester decides alone", async () => {
  const { workspace } = house;
  const known = directly("priya").length;
  const at = askQuietly();
  const question = await cardWith(workspace, at, "call.choose.2");
  await press(workspace, at, "maya", question, "call.choose.2");
  const card = await cardWith(workspace, at, "call.approve");
  await press(workspace, at, "maya", card, "call.approve");
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  expect(directly("priya")).toHaveLength(known);
});

it("takes silence for no: it is not sent, and the requester decides", async () => {
  const { workspace } = house;
  const known = directly("priya").length;
  const at = askQuietly();
  const question = await cardWith(workspace, at, "call.choose.1");
  expect(read(question)).toContain("it is not sent and you decide yourself");
  await house.app.outbound?.idle();
  clock.forward(61 * 60_000);
  const card = await cardWith(workspace, at, "call.approve");
  expect(read(card)).toContain("Maya");
  await press(workspace, at, "maya", card, "call.approve");
  await resultOf(workspace, at);
  expect(directly("priya")).toHaveLength(known);
});

it("stops the job where the requester says so instead", async () => {
  const { workspace } = house;
  const at = askQuietly();
  const question = await cardWith(workspace, at, "call.choose.0");
  await press(workspace, at, "maya", question, "call.choose.0");
  await workspace.waitFor((w) => fromBot(w, at).find((m) => /Stopped by Maya/.test(read(m))), {
    timeoutMs: 45_000,
    what: "the end",
  });
});

it("asks in a direct message too before it goes to somebody else", async () => {
  const { workspace } = house;
  const channel = workspace.openDm("maya");
  const ts = workspace.say({ user: "maya", channel, text: `Write a brief. ${APPROVE}` });
  const at = { channel, thread: ts, ts };
  const known = directly("priya").length;
  const question = await cardWith(workspace, at, "call.choose.1");
  expect(read(question)).toContain("Priya is not in this direct message.");
  expect(directly("priya")).toHaveLength(known);
  await press(workspace, at, "maya", question, "call.choose.1");
  await workspace.waitFor(() => directly("priya").length > known, { what: "the card" });
});

it("lets only the requester bring in somebody from outside", async () => {
  const { workspace } = house;
  const at = askQuietly(`a brief from this thread; ask <@${people.tom}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const id = /"value":"delegate:([^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
  const send = async (user: string, person: string) => {
    await press(workspace, at, user, card, "card.more", `delegate:${id}`);
    const form = await workspace.waitFor((w) => w.views(user).at(-1), { what: "the form" });
    const sent = await workspace.submit({ user, viewId: form.id, values: { person } });
    if (!sent.ok) await workspace.closeView({ user, viewId: form.id });
    return sent;
  };
  expect(JSON.stringify(await send("tom", people.priya))).toContain("Only Maya can send it");
  expect(await send("tom", people.leo)).toMatchObject({ ok: true });
  const known = directly("priya").length;
  const answers = workspace.ephemerals("maya").length;
  expect(await send("maya", people.priya)).toMatchObject({ ok: true });
  expect(await told(workspace, "maya", answers)).toContain("in a direct message");
  await workspace.waitFor(() => directly("priya").length > known, { what: "the card" });
});

it("asks nobody outside by itself when the time of the next person comes", async () => {
  const { workspace } = house;
  const next = `if nobody answers in 10 minutes, ask <@${people.priya}>`;
  const at = askQuietly(`a brief; ask <@${people.tom}> to approve; ${next}.`);
  await cardWith(workspace, at, "call.approve");
  await house.app.outbound?.idle();
  const known = directly("priya").length;
  const answers = workspace.ephemerals("maya").length;
  clock.forward(HOUR_MS);
  expect(await told(workspace, "maya", answers)).toContain("Priya is not in here");
  await house.app.outbound?.idle();
  expect(directly("priya")).toHaveLength(known);
});

it("asks nobody but the requester where not everybody may see what was read", async () => {
  const { workspace } = house;
  const known = directly("priya").length;
  const at = ask(
    workspace,
    `read #quiet and write a brief from it; ask <@${people.priya}> to approve`,
    { channel: "launch" },
  );
  const card = await cardFor("maya", at.ts);
  const dm = { channel: workspace.dmOf("maya") ?? "", thread: card.ts, ts: card.ts };
  const id = /"value":"delegate:([^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
  await press(workspace, dm, "maya", card, "card.more", `delegate:${id}`);
  const form = await workspace.waitFor((w) => w.views("maya").at(-1), { what: "the form" });
  const person = people.priya;
  const sent = await workspace.submit({ user: "maya", viewId: form.id, values: { person } });
  expect(JSON.stringify(sent)).toContain("only Maya decides");
  await workspace.closeView({ user: "maya", viewId: form.id });
  await press(workspace, dm, "maya", card, "call.approve");
  await workspace.waitFor(
    () => directly("maya").some((m) => m.ts > card.ts && controls(m).includes("run.redo")),
    {
      timeoutMs: 45_000,
      what: "the result",
    },
  );
  await house.app.outbound?.idle();
  expect(directly("priya")).toHaveLength(known);
  expect(fromBot(workspace, at).flatMap(controls)).not.toContain("call.approve");
});

it("sends nothing read in a private channel to somebody who could not read it there", async () => {
  const { workspace } = house;
  workspace.say({ user: "tom", channel: "deep", text: "The codename is heliotrope." });
  const known = directly("priya").length;
  const answers = workspace.ephemerals("maya").length;
  const at = askQuietly(`read #deep and write a brief; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  expect(await told(workspace, "maya", answers)).toContain("Priya cannot read everything");
  expect(fromBot(workspace, at).map(read).join("\n")).not.toMatch(/may I send/i);
  const id = /"value":"delegate:([^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
  await press(workspace, at, "maya", card, "card.more", `delegate:${id}`);
  const form = await workspace.waitFor((w) => w.views("maya").at(-1), { what: "the form" });
  const person = people.priya;
  const sent = await workspace.submit({ user: "maya", viewId: form.id, values: { person } });
  expect(JSON.stringify(sent)).toContain("cannot read everything that this job read");
  await workspace.closeView({ user: "maya", viewId: form.id });
  await press(workspace, at, "maya", card, "call.approve");
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  expect(directly("priya")).toHaveLength(known);
});
