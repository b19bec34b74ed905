import { people } from "../../playground/seed/ids.js";
import { forge } from "../support/forged.js";
import { type House, startHouse } from "../support/house.js";
import { valueOf } from "../support/schedule-steps.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fill,
  fromBot,
  pinged,
  press,
  read,
  resultOf,
  seen,
  told,
} from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
  // Somebody from another company in a shared channel.
  house.workspace.invite({ user: "kim", channel: "launch" });
});
afterAll(() => house.stop());

const forPriya = () =>
  ask(house.workspace, `a brief from this thread; ask <@${people.priya}> to approve`);

async function done(at: Asked) {
  const result = await resultOf(house.workspace, at);
  await house.app.outbound?.idle();
  return result;
}

describe("who may decide", () => {
  it.each([
    ["a guest", people.sam],
    ["somebody from elsewhere", people.stranger],
    ["a colleague who is not asked", people.leo],
    ["the requester", people.maya],
  ])("refuses %s privately and leaves the card as it is", async (_name, user) => {
    const { workspace, app } = house;
    const at = forPriya();
    const card = await cardWith(workspace, at, "call.approve");
    const before = JSON.stringify(card);
    const known = workspace.ephemerals(user).length;
    const where = { channel: at.channel, ts: card.ts, force: true } as const;
    const press = await workspace.click({ ...where, user, actionId: "call.approve" });
    expect(press.acked).toBe(true);
    expect(await told(workspace, user, known)).toMatch(
      // Somebody from elsewhere is not even told that there is a question.
      /(Only Priya can decide this|That question is not there any more)\. Nothing was changed\./,
    );
    await workspace.click({ ...where, user, actionId: "call.reject" });
    await workspace.waitFor((w) => w.ephemerals(user).length === known + 2, {
      what: "the second refusal",
    });
    expect(workspace.views(user)).toEqual([]);
    await app.outbound?.idle();
    expect(JSON.stringify(workspace.message(at.channel, card.ts))).toBe(before);
    await stop(at);
  });

  it.each([
    ["an app", people.otherBot],
    ["a switched-off account", people.gone],
  ])("takes no click of %s", async (_name, user) => {
    const { workspace, app } = house;
    const at = forPriya();
    const card = await cardWith(workspace, at, "call.approve");
    const before = JSON.stringify(card);
    const where = { channel: at.channel, ts: card.ts, force: true } as const;
    await workspace.click({ ...where, user, actionId: "call.approve" });
    // Nobody is there to be told: Slack refuses the private answer.
    await workspace.waitFor(
      (w) =>
        w.calls.some((call) => call.method === "chat.postEphemeral" && call.args["user"] === user),
      { what: "the private answer" },
    );
    await app.outbound?.idle();
    expect(JSON.stringify(workspace.message(at.channel, card.ts))).toBe(before);
    await stop(at);
  });

  async function stop(at: Asked): Promise<void> {
    const status = await cardWith(house.workspace, at, "run.stop");
    await press(house.workspace, at, "maya", status, "run.stop");
    await seen(house.workspace, at, (m) => /stopped by/i.test(m.text), "the end");
  }

  it("tells a late click who decided, and pings only who is asked and who asked", async () => {
    const { workspace } = house;
    const at = ask(
      workspace,
      `a brief from this thread; ask <@${people.priya}> or <@${people.tom}> to approve`,
    );
    const card = await cardWith(workspace, at, "call.approve");
    const value = valueOf(card, "call.approve");
    const known = workspace.ephemerals("tom").length;
    await press(workspace, at, "priya", card, "call.approve");
    await seen(workspace, at, (m) => /approved by Priya/i.test(m.text), "the settled card");
    // Tom presses before his Slack shows him that it is over.
    const where = { channel: at.channel, threadTs: at.thread, actionId: "call.approve", value };
    expect((await forge(workspace, { ...where, user: "tom" })).acked).toBe(true);
    expect(await told(workspace, "tom", known)).toMatch(/Priya approved this at \d\d:\d\d/);
    await done(at);
    expect(pinged(workspace, at)).toEqual(["priya", "tom", "maya"]);
  });
});

describe("what people decide", () => {
  it("rejects with a reason: the job ends, and the requester reads why, without the draft", async () => {
    const { workspace, app } = house;
    const at = forPriya();
    const card = await cardWith(workspace, at, "call.reject");
    await fill(workspace, at, "priya", card, "call.reject", { reason: "The date is wrong." });
    const end = await seen(
      workspace,
      at,
      (m) => /rejected by Priya/i.test(m.text) && controls(m).includes("run.why"),
      "the end",
    );
    await app.outbound?.idle();
    expect(read(end)).toContain("The date is wrong.");
    expect(read(end)).not.toContain("The launch is planned");
    expect(workspace.reactions(at.channel, at.ts).map((one) => one.name)).toEqual([
      "black_square_for_stop",
    ]);
    expect(pinged(workspace, at)).toEqual(["priya", "maya"]);
    expect(fromBot(workspace, at).flatMap(controls)).not.toContain("run.redo");
  });

  it("delivers the edited text exactly, in the name of who edited it", async () => {
    const { workspace } = house;
    const at = forPriya();
    const card = await cardWith(workspace, at, "call.edit");
    await fill(workspace, at, "priya", card, "call.edit", {
      text: "*Atlas* launches on Tuesday. Priya says so.",
    });
    const result = await done(at);
    expect(read(result)).toContain("Priya says so.");
    expect(read(result)).toMatch(/In Priya's version/);
    const settled = workspace.message(at.channel, card.ts);
    expect(read(settled ?? { text: "" })).toMatch(/with (an|one) edit/);
  });

  it("asks the requester who Chris is, and then asks that person", async () => {
    const { workspace } = house;
    const at = ask(workspace, "a brief from this thread, and ask Chris to approve");
    const card = await cardWith(workspace, at, "call.answer");
    expect(card.text).toMatch(/^Maya/);
    expect(fromBot(workspace, at).flatMap(controls)).not.toContain("call.approve");
    await fill(workspace, at, "maya", card, "call.answer", { approver_1: people.leo });
    const approval = await cardWith(workspace, at, "call.approve");
    expect(approval.text).toMatch(/^Leo, approve/);
    await seen(workspace, at, (m) => m.ts === card.ts && /Leo/.test(read(m)), "the answer");
    await press(workspace, at, "leo", approval, "call.approve");
    expect((await done(at)).text).toMatch(/Approved by Leo/);
    expect(pinged(workspace, at)).toEqual(["maya", "leo", "maya"]);
  });

  it("does not take a guest or an app as the person who approves", async () => {
    const { workspace } = house;
    const at = ask(workspace, `a brief from this thread; ask <@${people.sam}> to approve`);
    const card = await cardWith(workspace, at, "call.answer");
    const open = workspace.views("maya").length;
    await press(workspace, at, "maya", card, "call.answer");
    const form = await workspace.waitFor((w) => w.views("maya")[open], { what: "the form" });
    const sent = await workspace.submit({
      user: "maya",
      viewId: form.id,
      values: { approver_1: people.sam },
    });
    expect(sent.errors).toEqual({ approver_1: expect.stringMatching(/guest|Guest/) });
    const again = await workspace.submit({
      user: "maya",
      viewId: form.id,
      values: { approver_1: people.tom },
    });
    expect(again.ok).toBe(true);
    expect((await cardWith(workspace, at, "call.approve")).text).toMatch(/^Tom, approve/);
  });
});
