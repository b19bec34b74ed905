import { people } from "../../playground/seed/ids.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  cardWith,
  controls,
  fromBot,
  pinged,
  press,
  read,
  resultOf,
  told,
} from "../support/steps.js";

const MINUTE_MS = 60_000;
const clock = handClock();
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(() => house.stop());

const directly = (user: string) => {
  const dm = house.workspace.dmOf(user);
  return dm ? house.workspace.messages(dm) : [];
};

it("asks the next person after the time in the request; nothing is posted until somebody decides", async () => {
  const { workspace, app } = house;
  const at = ask(
    workspace,
    `a brief from this thread. <@${people.tom}> approves. 10 minutes, then ask <@${people.leo}>.`,
  );
  const card = await cardWith(workspace, at, "call.approve");
  expect(card.text).toMatch(/^Tom, approve/);
  expect(read(card)).toMatch(/Leo is asked too from .*\. If nobody decides by/);
  await app.outbound?.idle();
  clock.forward(9 * MINUTE_MS);
  await app.rooms.sweep();
  await app.outbound?.idle();
  expect(pinged(workspace, at)).toEqual(["tom"]);
  clock.forward(2 * MINUTE_MS);
  await workspace.waitFor(() => pinged(workspace, at).includes("leo"), { what: "Leo's ping" });
  await app.outbound?.idle();
  expect(read(workspace.message(at.channel, card.ts) ?? { text: "" })).toMatch(
    /Nobody had decided by .*, so Leo is asked too/,
  );
  await app.rooms.sweep();
  await app.outbound?.idle();
  expect(pinged(workspace, at)).toEqual(["tom", "leo"]);
  expect(fromBot(workspace, at).flatMap(controls)).not.toContain("run.redo");
  const run = await runOf(card);
  const facts = await app.store.read.ledger.list(`run:${run}`);
  expect(facts.filter((fact) => fact.kind === "call_escalated")).toHaveLength(1);
  await press(workspace, at, "leo", card, "call.approve");
  expect(read(await resultOf(workspace, at))).toContain("Approved by Leo");
});

it("reaches a next person who is not in the public channel directly", async () => {
  const { workspace, app } = house;
  const at = ask(
    workspace,
    `a brief. <@${people.tom}> approves. If nobody answers in half an hour ask <@${people.ana}>.`,
  );
  await cardWith(workspace, at, "call.approve");
  await app.outbound?.idle();
  expect(directly("ana")).toEqual([]);
  clock.forward(31 * MINUTE_MS);
  const card = await workspace.waitFor(
    () => directly("ana").find((m) => controls(m).includes("call.approve")),
    { what: "Ana's card" },
  );
  const dm = { channel: workspace.dmOf("ana") ?? "", thread: card.ts, ts: card.ts };
  await press(workspace, dm, "ana", card, "call.approve");
  expect(read(await resultOf(workspace, at))).toContain("Approved by Ana");
});

it("says at once whom it cannot find, and asks nobody next if somebody decides in time", async () => {
  const { workspace, app } = house;
  const known = workspace.ephemerals("maya").length;
  const at = ask(workspace, `a brief. <@${people.tom}> approves. 10 minutes, then ask Zebedee.`);
  expect(await told(workspace, "maya", known)).toContain("“Zebedee”");
  const card = await cardWith(workspace, at, "call.approve");
  await press(workspace, at, "tom", card, "call.approve");
  await resultOf(workspace, at);
  clock.forward(60 * MINUTE_MS);
  await app.rooms.sweep();
  expect(pinged(workspace, at)).toEqual(["tom", "maya"]);
});

it("reminds only the one who wanted it, once, with a link, and not after the end", async () => {
  const { workspace, app } = house;
  const at = ask(workspace, `a brief from this thread; <@${people.priya}> approves`);
  const card = await cardWith(workspace, at, "call.approve");
  const id = /"value":"remind:([^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
  const known = workspace.ephemerals("priya").length;
  await press(workspace, at, "priya", card, "card.more", `remind:${id}`);
  expect(await told(workspace, "priya", known)).toMatch(/I remind you at \d\d:\d\d/);
  await app.outbound?.idle();
  clock.forward(61 * MINUTE_MS);
  const reminder = await workspace.waitFor(
    () => directly("priya").find((m) => /You wanted to be reminded/.test(read(m))),
    { what: "the reminder" },
  );
  expect(JSON.stringify(reminder.blocks)).toContain(`/p${card.ts.replace(".", "")}`);
  clock.forward(61 * MINUTE_MS);
  await app.rooms.sweep();
  await app.outbound?.idle();
  const all = () => directly("priya").filter((m) => /You wanted to be reminded/.test(read(m)));
  expect(all()).toHaveLength(1);
  expect(fromBot(workspace, at).some((m) => /You wanted to be reminded/.test(read(m)))).toBe(false);

  await press(workspace, at, "priya", card, "card.more", `remind:${id}`);
  await told(workspace, "priya", known + 1);
  await press(workspace, at, "priya", card, "call.approve");
  await resultOf(workspace, at);
  clock.forward(61 * MINUTE_MS);
  await app.rooms.sweep();
  await app.outbound?.idle();
  expect(all()).toHaveLength(1);
});

async function runOf(card: { blocks?: unknown }): Promise<string> {
  const id = /"value":"(call_[^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
  return (await house.app.store.read.calls.get(id))?.runId ?? "";
}
