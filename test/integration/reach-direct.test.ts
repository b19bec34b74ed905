import { people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { type House, startHouse } from "../support/house.js";
import {
  type Asked,
  ask,
  cardWith,
  controls,
  fill,
  pinged,
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

/** The direct message between the bot and a person, once there is one. */
function dmOf(user: string): string | undefined {
  return house.workspace.world.state.channels.find(
    (one) => one.isDm && one.members.includes(people[user as keyof typeof people]),
  )?.id;
}

/** The newest message in somebody's direct message that has this control. */
function inDm(user: string, actionId: string, after = "0"): Promise<{ at: Asked; card: Message }> {
  return house.workspace.waitFor(
    (w) => {
      const channel = dmOf(user);
      const card =
        channel &&
        w.messages(channel).findLast((m) => controls(m).includes(actionId) && m.ts > after);
      return channel && card ? { at: { channel, thread: card.ts, ts: card.ts }, card } : undefined;
    },
    { timeoutMs: 45_000, what: `a card for ${user}` },
  );
}

const again = (at: Asked, card: { ts: string }): Message => {
  const found = house.workspace.message(at.channel, card.ts);
  if (!found) throw new Error("The message is gone.");
  return found;
};

it("gives whoever is not in the channel the card directly; both copies settle together", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.ana}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const copy = await inDm("ana", "call.approve");
  expect(read(copy.card)).toContain("the thread in #launch");
  expect(pinged(workspace, at)).not.toContain("ana");
  expect(workspace.notificationsFor("ana").map((ping) => ping.ts)).toContain(copy.card.ts);

  await press(workspace, copy.at, "ana", copy.card, "call.view");
  const view = await workspace.waitFor((w) => w.views("ana").at(-1), { what: "the whole text" });
  expect(JSON.stringify(view.blocks)).toContain("Atlas launches");
  await workspace.closeView({ user: "ana", viewId: view.id });

  await fill(workspace, copy.at, "ana", copy.card, "call.changes", { note: "Shorter." });
  const second = await inDm("ana", "call.approve", copy.card.ts);
  await press(workspace, second.at, "ana", second.card, "call.approve");
  const result = await resultOf(workspace, at);
  expect(read(result)).toContain("Approved by Ana");
  await house.app.outbound?.idle();
  for (const [where, message] of [
    [at, card],
    [copy.at, copy.card],
  ] as const) {
    expect(read(again(where, message))).toMatch(/Ana asked for changes/);
    expect(controls(again(where, message))).not.toContain("call.approve");
  }
  expect(read(again(second.at, second.card))).toMatch(/Approved by Ana/);
});

it("tells a late press in the direct message who decided, and settles that copy too", async () => {
  const { workspace } = house;
  const both = `<@${people.ana}> or <@${people.priya}>`;
  const at = ask(workspace, `a brief from this thread; ask ${both} to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const copy = await inDm("ana", "call.approve");
  const known = workspace.ephemerals("ana").length;
  const on = (where: Asked, message: Message) => ({ channel: where.channel, ts: message.ts });
  await Promise.all([
    workspace.click({ user: "priya", ...on(at, card), actionId: "call.approve" }),
    workspace.click({ user: "ana", ...on(copy.at, copy.card), actionId: "call.approve" }),
  ]);
  const result = await resultOf(workspace, at);
  await house.app.outbound?.idle();
  const winner = /Approved by (Ana|Priya)/.exec(read(result))?.[1] ?? "nobody";
  expect(read(again(copy.at, copy.card))).toContain(`Approved by ${winner}`);
  expect(read(again(at, card))).toContain(`Approved by ${winner}`);
  const loser = winner === "Ana" ? "priya" : "ana";
  expect(await told(workspace, loser, loser === "ana" ? known : 0)).toContain(
    `${winner} approved this`,
  );
});

it("brings in somebody else: asked, pinged, told on the card, and they may decide", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const more = async (user: string, person: string) => {
    const open = workspace.views(user).length;
    await press(workspace, at, user, card, "card.more", `delegate:${callOf(card)}`);
    const form = await workspace.waitFor((w) => w.views(user)[open], { what: "the form" });
    return workspace.submit({ user, viewId: form.id, values: { person } });
  };
  expect(await more("priya", people.sam)).toMatchObject({ ok: false });
  await workspace.closeView({ user: "priya", viewId: workspace.views("priya").at(-1)?.id ?? "" });
  const known = workspace.ephemerals("priya").length;
  expect(await more("priya", people.tom)).toMatchObject({ ok: true });
  expect(await told(workspace, "priya", known)).toContain("Tom is asked too.");
  await workspace.waitFor(() => read(again(at, card)).includes("Priya asked Tom too."), {
    what: "the card says so",
  });
  await house.app.outbound?.idle();
  expect(pinged(workspace, at)).toEqual(["priya", "tom"]);
  expect(await more("maya", people.ana)).toMatchObject({ ok: true });
  const copy = await inDm("ana", "call.approve");
  expect(read(copy.card)).toContain("Maya asked Ana too.");
  const answers = workspace.ephemerals("ana").length;
  await press(workspace, copy.at, "ana", copy.card, "card.more", `why:${callOf(card)}`);
  expect(await told(workspace, "ana", answers)).toMatch(/Priya asked Tom too at .*\n?/);
  await press(workspace, at, "tom", card, "call.approve");
  await resultOf(workspace, at);
  await house.app.outbound?.idle();
  expect(read(again(copy.at, copy.card))).toMatch(/Approved by Tom/);
});

it("lets nobody bring in others who may not decide", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const known = workspace.ephemerals("leo").length;
  await press(workspace, at, "leo", card, "card.more", `delegate:${callOf(card)}`);
  expect(await told(workspace, "leo", known)).toContain("Only Priya can decide this.");
  await press(workspace, at, "leo", card, "card.more", `remind:${callOf(card)}`);
  expect(await told(workspace, "leo", known + 1)).toContain("Only Priya can decide this.");
  expect(workspace.views("leo")).toEqual([]);
});

function callOf(card: Message): string {
  return /"value":"delegate:([^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
}
