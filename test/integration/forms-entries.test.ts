import { bot, people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fill,
  fromBot,
  press,
  read,
  resultOf,
  told,
} from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const calm = storyScripts();
let house: House;
beforeAll(async () => {
  house = await startHouse({ scripts: storyScripts() });
});
afterEach(() => Object.assign(house.model.scripts, calm));
afterAll(() => house.stop());

/** The bot's newest root message in a channel, as a place where a job lives. */
const newestRoot = (channel: string, after: string): Promise<Asked> =>
  house.workspace.waitFor(
    (w) => {
      const root = w
        .messages(channel)
        .find((m) => m.ts > after && m.user === bot.userId && (m.thread_ts ?? m.ts) === m.ts);
      return root && { channel, thread: root.ts, ts: root.ts };
    },
    { timeoutMs: 45_000, what: `a root message in ${channel}` },
  );

describe("ways in", () => {
  it("starts a job by /fermata under a root message of its own", async () => {
    const { workspace } = house;
    const before = workspace.messages("general").at(-1)?.ts ?? "0";
    const { response } = await workspace.command({
      user: "maya",
      channel: "general",
      text: "what launches on Tuesday?",
    });
    expect(JSON.stringify(response)).toMatch(/On it/);
    const at = await newestRoot("general", before);
    const root = workspace.message("general", at.ts);
    expect(root?.text).toMatch(/what launches on Tuesday/);
    await resultOf(workspace, at);
    await house.app.outbound?.idle();
    expect(workspace.reactions("general", at.ts).map((one) => one.name)).toEqual([
      "white_check_mark",
    ]);
  });

  it("starts a job from a message by its shortcut", async () => {
    const { workspace } = house;
    const ts = workspace.say({ user: "leo", channel: "support", text: "Six tickets, see below." });
    const open = workspace.views("leo").length;
    await workspace.shortcut({ user: "leo", channel: "support", ts, callbackId: "run.goal" });
    const form = await workspace.waitFor((w) => w.views("leo")[open], { what: "the form" });
    await workspace.submit({
      user: "leo",
      viewId: form.id,
      values: { goal: "Summarise this in one line" },
    });
    const result = await resultOf(workspace, { channel: "support", thread: ts, ts });
    expect(result.text).toMatch(/^Leo/);
  });

  it("takes a direct message as a root of its own, and explains itself the first time", async () => {
    const { workspace } = house;
    const dm = workspace.openDm("tom");
    const ts = workspace.say({ user: "tom", channel: dm, text: "Which day is the launch?" });
    const result = await resultOf(workspace, { channel: dm, thread: ts, ts });
    expect(result.thread_ts).toBe(ts);
    expect(await told(workspace, "tom")).toMatch(/Give me a goal/);
    const second = workspace.say({ user: "tom", channel: dm, text: "And the price?" });
    await resultOf(workspace, { channel: dm, thread: second, ts: second });
    expect(workspace.ephemerals("tom")).toHaveLength(1);
  });

  it.each(["", "help", "hi!"])("explains itself to a mention with %p", async (text) => {
    const { workspace } = house;
    const known = workspace.ephemerals("priya").length;
    const ts = workspace.say({
      user: "priya",
      channel: "launch",
      text: `<@${bot.userId}> ${text}`,
    });
    expect(await told(workspace, "priya", known)).toMatch(/Give me a goal/);
    expect(workspace.reactions("launch", ts)).toEqual([]);
    await house.app.outbound?.idle();
  });

  it("refuses a goal of a guest privately, and starts nothing", async () => {
    const { workspace, model } = house;
    const asked = model.asked.length;
    const at = ask(workspace, "a brief from this thread", { user: people.sam });
    expect(await told(workspace, "sam")).toMatch(/Guests cannot do this.*Nothing was started/s);
    await house.app.outbound?.idle();
    expect(fromBot(workspace, at)).toEqual([]);
    expect(model.asked).toHaveLength(asked);
  });
});

describe("after the result", () => {
  it("changes something: a new job starts from the earlier result", async () => {
    const { workspace, model } = house;
    const at = ask(workspace, "a brief from this thread");
    const result = await resultOf(workspace, at);
    await fill(workspace, at, "maya", result, "run.redo", { note: "Only two sentences." });
    const again = await workspace.waitFor(
      (w) => fromBot(w, at).find((m) => m.ts > result.ts && controls(m).includes("run.redo")),
      { timeoutMs: 45_000, what: "the second result" },
    );
    expect(again.ts).not.toBe(result.ts);
    const triage = model.asked.findLast((one) => one.role === "triage");
    expect(triage?.user).toContain("Only two sentences.");
    const reads = model.asked.filter((one) => one.role === "research").slice(-2);
    expect(reads.some((one) => one.user.includes("The launch is planned. [1]"))).toBe(true);
  });

  it("answers both whys privately, in plain words and without ids", async () => {
    const { workspace } = house;
    const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
    const card = await cardWith(workspace, at, "call.approve");
    const value = JSON.stringify(card.blocks).match(/"why:([^"]*)"/)?.[1] ?? "";
    const priya = workspace.ephemerals("priya").length;
    await press(workspace, at, "priya", card, "card.more", `why:${value}`);
    const mine = await told(workspace, "priya", priya);
    expect(mine).toMatch(/Maya/);
    await press(workspace, at, "priya", card, "call.approve");
    const result = await resultOf(workspace, at);
    const known = workspace.ephemerals("maya").length;
    await press(workspace, at, "maya", result, "run.why");
    const why = await told(workspace, "maya", known);
    expect(why).toMatch(/approved/i);
    for (const text of [mine, why]) expect(text).not.toMatch(INSIDE);
  });

  it("edits a text of 9,000 characters in its last part; the rest stays to the byte", async () => {
    const { workspace, model, app } = house;
    const paragraph = (n: number) =>
      `Paragraph ${n}: ${"words *and* <signs> & more, ".repeat(10)}[1]`;
    const draft = Array.from({ length: 30 }, (_, n) => paragraph(n)).join("\n\n");
    model.scripts.draft = () => ({ markdown: draft, changed: [] });
    const at = ask(workspace, `a long brief; ask <@${people.priya}> to approve`);
    const card = await cardWith(workspace, at, "call.edit");
    await press(workspace, at, "priya", card, "call.edit");
    const form = await workspace.waitFor((w) => w.views("priya").at(-1), { what: "the form" });
    const fields = form.blocks.filter((block) => block["type"] === "input");
    expect(fields.map((field) => field["block_id"])).toEqual(
      fields.map((_, index) => `text.${index + 1}`),
    );
    const last = fields.at(-1);
    const had = JSON.stringify(last?.["element"]).match(/"initial_value":"((?:[^"\\]|\\.)*)"/)?.[1];
    const initial = JSON.parse(`"${had}"`) as string;
    const sent = await workspace.submit({
      user: "priya",
      viewId: form.id,
      values: { [`text.${fields.length}`]: `${initial} And that is all.` },
    });
    expect(sent).toMatchObject({ ok: true });
    await resultOf(workspace, at);
    const check = model.asked.findLast((one) => one.role === "check")?.user ?? "";
    expect((JSON.parse(check.slice(check.indexOf("{"))) as { draft: string }).draft).toBe(
      `${draft} And that is all.`,
    );
    await app.outbound?.idle();
  });
});

/** Ids, codes and words of ours that nobody should have to read. */
const INSIDE =
  /\b(run|call|art|req|inb|note)_[a-z0-9]{6,}|[A-Z]+_[A-Z_]{3,}\b|\b(HumanCall|artifact|checkpoint|ledger|outbox|lease|taint|undefined|null|NaN)\b/;

it("shows no internal word or id in anything that was said", () => {
  const { workspace } = house;
  const said = [
    ...workspace.world.state.channels.flatMap((channel) => workspace.messages(channel.id)),
    ...workspace.world.state.ephemerals,
  ].map(read);
  expect(said.filter((text) => INSIDE.test(text))).toEqual([]);
  expect(said.filter((text) => /done!|Sorry|Oops/i.test(text))).toEqual([]);
});
