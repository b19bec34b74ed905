import { people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { DAY_MS, valueOf } from "../support/schedule-steps.js";
import {
  ask,
  cardWith,
  controls,
  fromBot,
  pinged,
  press,
  read,
  seen,
  told,
} from "../support/steps.js";

const clock = handClock("2026-01-05T13:00:00Z");
let house: House;
beforeAll(async () => {
  house = await startHouse({
    file: { standingRules: { offerAfter: 2, days: 30 } },
    workspace: { clock },
    options: { clock, sweepEveryMs: 50 },
  });
});
afterAll(() => house.stop());

const goal = `a brief from this thread; ask <@${people.priya}> to approve`;
const direct = (user: string) => house.workspace.messages(house.workspace.openDm(user));
const messageWith = (user: string, words: RegExp): Promise<Message> =>
  house.workspace.waitFor(() => direct(user).find((one) => words.test(read(one))), {
    timeoutMs: 20_000,
    what: `a direct message with ${String(words)}`,
  });
async function approved() {
  const at = ask(house.workspace, goal);
  const card = await cardWith(house.workspace, at, "call.approve");
  await press(house.workspace, at, people.priya, card, "call.approve");
  await seen(house.workspace, at, (one) => controls(one).includes("run.redo"), "the result");
}
async function pressIn(user: string, message: Message, actionId: string) {
  const { workspace } = house;
  const channel = workspace.openDm(user);
  const { acked } = await workspace.click({ user, channel, ts: message.ts, actionId });
  expect(acked).toBe(true);
}

it("offers a rule after equal approvals, uses it openly, and stops it with one click", async () => {
  const { workspace, app } = house;
  workspace.openHome(people.priya);
  await approved();
  expect(direct(people.priya).filter((one) => /Shall I do this/.test(read(one)))).toEqual([]);
  await approved();
  const offer = await messageWith(people.priya, /Shall I do this for you for 30 days/);
  expect(read(offer)).toMatch(/Approve “Launch brief”[\s\S]*2 times in a row/);
  expect(read(offer).match(/archives\/C0LAUNCH01\/p\d+/g)).toHaveLength(2);
  await pressIn(people.priya, offer, "home.rule.yes");
  await messageWith(people.priya, /I do this for you until/);

  const at = ask(workspace, goal);
  const card = await seen(workspace, at, (one) => /'s rule of/.test(read(one)), "the card");
  expect(read(card)).toMatch(/By Priya's rule of Mon 5 January 2026, until Wed 4 February 2026/);
  await seen(workspace, at, (one) => controls(one).includes("run.redo"), "the result");
  // It was decided before its card was seen: nobody was called for it.
  expect(pinged(workspace, at)).not.toContain("Priya");
  await workspace.waitFor(
    (w) =>
      /Your rules[\s\S]*Used once/.test(read({ text: "", blocks: w.home(people.priya)?.blocks })),
    { timeoutMs: 20_000, what: "the rule in Home" },
  );

  // Nobody else stops it; whose it is does, on the card.
  const known = workspace.ephemerals(people.tom).length;
  await press(workspace, at, people.tom, card, "home.rule.revoke");
  expect(await told(workspace, people.tom, known)).toMatch(/Only Priya can change this/);
  const mine = workspace.ephemerals(people.priya).length;
  await press(workspace, at, people.priya, card, "home.rule.revoke");
  expect(await told(workspace, people.priya, mine)).toMatch(/The rule is stopped/);
  const next = ask(workspace, goal);
  const open = await cardWith(workspace, next, "call.approve");
  const callId = valueOf(open, "call.approve");
  await press(workspace, next, people.priya, open, "call.approve");
  await seen(workspace, next, (one) => controls(one).includes("run.redo"), "the result");
  expect((await app.store.read.calls.get(callId))?.byRule ?? null).toBeNull();
  await app.outbound?.idle();
  // Whoever stopped one is not offered it again at once.
  expect(direct(people.priya).filter((one) => /Shall I do this/.test(read(one)))).toEqual([]);
});

it("sends what waits each working morning to whoever asked for it, once a day", async () => {
  const { workspace } = house;
  const homeId = () => workspace.home(people.priya)?.id;
  await workspace.click({
    user: people.priya,
    viewId: homeId(),
    actionId: "home.morning",
    value: "on",
  });
  await workspace.waitFor(
    (w) => JSON.stringify(w.home(people.priya)?.blocks).includes("Stop the morning message"),
    { timeoutMs: 20_000, what: "the switch" },
  );
  const mornings = () => direct(people.priya).filter((one) => /each morning/.test(read(one)));
  // Tuesday at two: the time has passed, and nothing waits.
  clock.forward(DAY_MS);
  const at = ask(workspace, goal);
  const card = await cardWith(workspace, at, "call.approve");
  expect(mornings()).toEqual([]);
  clock.forward(DAY_MS);
  const message = await messageWith(people.priya, /One question waits for you/);
  expect(controls(message)).toContain("home.decide");
  const open = workspace.views(people.priya).length;
  await pressIn(people.priya, message, "home.decide");
  const form = await workspace.waitFor((w) => w.views(people.priya)[open], { what: "the form" });
  await workspace.submit({ user: people.priya, viewId: form.id, values: { choice: "approve" } });
  await seen(workspace, at, (one) => controls(one).includes("run.redo"), "the result");
  expect(fromBot(workspace, at).map((one) => one.ts)).toContain(card.ts);
  expect(mornings()).toHaveLength(1);
});
