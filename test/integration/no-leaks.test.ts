import { rmSync } from "node:fs";
import { people, channels } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { allRows, keepingLog } from "../support/all-rows.js";
import { echoScripts, placesWith } from "../support/echo.js";
import { forge } from "../support/forged.js";
import { freshDataDir } from "../support/data-dir.js";
import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, controls, fill, fromBot, press, read } from "../support/steps.js";

const WORD = "Quaxolotl";
let dataDir: string;
const { lines, log } = keepingLog();
let house: House;
let dm: string;

beforeAll(async () => {
  dataDir = await freshDataDir();
  house = await startHouse({
    scripts: echoScripts(WORD),
    config: { dataDir },
    options: { log },
    file: { policy: { approvers: [people.priya] } },
  });
  const { workspace } = house;
  workspace.invite({ user: "fermata", channel: "leads-private" });
  workspace.say({ user: people.tom, channel: "leads-private", text: `Our plan is ${WORD}.` });
  dm = workspace.openDm("maya");
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const places = (workspace: Workspace) =>
  placesWith(workspace, WORD, { person: people.maya, dm, source: channels.leadsPrivate });

/** The thread in Maya's direct message in which the newest restricted job is shown. */
async function direct(known = 0): Promise<Asked> {
  const root = await house.workspace.waitFor(
    (w) => w.messages(dm).filter((one) => /shown to you alone/.test(one.text))[known],
    { timeoutMs: 45_000, what: "the root in the direct message" },
  );
  const at = { channel: dm, thread: root.ts, ts: root.ts };
  await house.workspace.waitFor((w) => fromBot(w, at).length > 1, { what: "the status under it" });
  return at;
}

/** The newest message of a thread that has one of these controls. */
async function next(at: Asked, wanted: string[]): Promise<[Message, string]> {
  return house.workspace.waitFor(
    (w) => {
      for (const message of fromBot(w, at).toReversed()) {
        const control = controls(message).find((one) => wanted.includes(one));
        if (control) return [message, control] as [Message, string];
      }
      return undefined;
    },
    { timeoutMs: 45_000, what: wanted.join(" or ") },
  );
}

/** Answers, chooses and approves whatever comes, until the result is there; every card that was seen. */
async function throughTo(at: Asked, user: string): Promise<Message[]> {
  const steps = ["call.answer.defaults", "call.choose.1", "call.approve", "run.redo"];
  const seen: Message[] = [];
  for (;;) {
    const [message, control] = await next(at, steps);
    // What is edited in place would lose its buttons here too.
    seen.push(structuredClone(message));
    if (control === "run.redo") return seen;
    await press(house.workspace, at, user, message, control);
    await house.workspace.waitFor(
      (w) => !controls(w.message(at.channel, message.ts)).includes(control),
      {
        timeoutMs: 45_000,
        what: `${control} taken in`,
      },
    );
  }
}

/** The id that a control carries. */
function valueOf(messages: Message[], actionId: string): string {
  const walk = (part: unknown): string => {
    if (typeof part !== "object" || part === null) return "";
    const { action_id, value } = part as { action_id?: unknown; value?: unknown };
    if (action_id === actionId && typeof value === "string") return value;
    return Object.values(part).map(walk).find(Boolean) ?? "";
  };
  return walk(messages.map((one) => one.blocks));
}

it("shows nothing of a private channel but in the requester's direct message", async () => {
  const { workspace } = house;
  const at = ask(
    workspace,
    `turn #leads-private and this thread into a brief; <@${people.tom}> knows the date. Ask <@${people.priya}> to approve`,
  );
  const inDm = await direct();
  const cards = await throughTo(inDm, "maya");
  await house.app.outbound?.idle();

  const public_ = fromBot(workspace, at);
  expect(public_.map((one) => one.text)).toEqual([
    "This reads a private channel, so the answer goes to Maya in a direct message.",
  ]);
  expect(JSON.stringify(public_)).not.toContain("leads");
  const root = read(workspace.message(dm, inDm.thread) ?? { text: "" });
  expect(root).toMatch(/#leads-private/);
  expect(root).toMatch(/You named Priya to approve it\. Here only you can/);
  // The word is where it may be, so the model did say it.
  expect(read(cards.at(-1) ?? { text: "" })).toContain(WORD);
  expect(cards.length).toBeGreaterThanOrEqual(4);
  expect(places(workspace)).toEqual([]);

  // Others try with every id there is, from everywhere they can press.
  const ids: [string, string][] = [
    ...["call.view", "call.edit", "call.approve", "call.changes", "call.answer", "call.why"].map(
      (action): [string, string] => [action, valueOf(cards, "call.approve")],
    ),
    ...["run.why", "run.redo", "run.stop", "run.retry", "run.ask_again"].map(
      (action): [string, string] => [action, valueOf(cards, "run.redo")],
    ),
  ];
  expect(ids.every(([, value]) => value !== "")).toBe(true);
  for (const user of ["tom", "priya", "sam", "ana"]) {
    const own = workspace.openDm(user);
    const answers = () => [
      ...workspace.ephemerals(user).map(read),
      ...workspace.messages(own).map(read),
    ];
    for (const channel of ["launch", own, dm]) {
      for (const [actionId, value] of ids) {
        const known = answers();
        await forge(workspace, { user, channel, actionId, value });
        // Nobody but its two members presses in a direct message: Slack would not even show an answer there.
        if (channel === dm) continue;
        const answer = await workspace.waitFor(
          () => answers().find((one) => !known.includes(one) || answers().length > known.length),
          {
            timeoutMs: 45_000,
            what: `an answer to ${user}'s ${actionId}`,
          },
        );
        expect([actionId, answer]).toEqual([actionId, expect.stringMatching(/not there any more/)]);
      }
    }
    expect(workspace.views(user)).toEqual([]);
  }
  await house.app.outbound?.idle();
  expect(places(workspace)).toEqual([]);
});

it("takes notes and the word stop from both threads", async () => {
  const { workspace, model } = house;
  const release = model.hold();
  const at = ask(workspace, "make a brief of #leads-private");
  const inDm = await direct(1);
  workspace.say({
    user: people.maya,
    channel: at.channel,
    threadTs: at.thread,
    text: "Keep it short.",
  });
  const noted = (channel: string, text: string) =>
    workspace.waitFor(
      (w) => w.messages(channel).find((one) => one.text === text && one.reactions?.length),
      {
        timeoutMs: 45_000,
        what: `👀 on ${text}`,
      },
    );
  await noted(at.channel, "Keep it short.");
  workspace.say({ user: people.maya, channel: dm, threadTs: inDm.thread, text: "And kind." });
  await noted(dm, "And kind.");
  // Somebody else's word about it counts for nothing.
  workspace.say({ user: people.tom, channel: at.channel, threadTs: at.thread, text: "stop" });
  release();
  const [card] = await next(inDm, ["call.answer.defaults"]);
  await press(workspace, inDm, "maya", card, "call.answer.defaults");
  await workspace.waitFor(
    () => model.asked.some((one) => one.role === "plan" && one.user.includes("make a brief of")),
    {
      timeoutMs: 45_000,
      what: "the plan",
    },
  );
  const goals = model.asked.map((one) => one.user.match(/"notes":\[[^\]]*\]/)?.[0] ?? "");
  expect(goals.filter((notes) => /Keep it short[^]*And kind/.test(notes))).not.toEqual([]);
  workspace.say({ user: people.maya, channel: at.channel, threadTs: at.thread, text: "stop" });
  await workspace.waitFor(
    (w) => fromBot(w, inDm).find((one) => one.text.startsWith("Stopped by")),
    {
      timeoutMs: 45_000,
      what: "the end in the direct message",
    },
  );
  expect(places(workspace)).toEqual([]);
});

it("changes such a job in the same direct thread, and still nowhere else", async () => {
  const { workspace } = house;
  const first = await direct(0);
  const [result] = await next(first, ["run.redo"]);
  const before = fromBot(workspace, first).length;
  await fill(workspace, first, "maya", result, "run.redo", { note: "shorter" });
  await workspace.waitFor((w) => fromBot(w, first).length > before + 1, {
    timeoutMs: 45_000,
    what: "the new job",
  });
  await workspace.waitFor(
    (w) =>
      fromBot(w, first)
        .slice(before)
        .find((one) => controls(one).includes("call.answer.defaults")),
    {
      timeoutMs: 45_000,
      what: "its question",
    },
  );
  const [card] = await next(first, ["call.answer.defaults"]);
  await press(workspace, first, "maya", card, "call.answer.defaults");
  await throughTo(first, "maya");
  await house.app.outbound?.idle();
  expect(places(workspace)).toEqual([]);
});

it("keeps the word out of facts, jobs and log lines", async () => {
  await house.stop();
  const rows = await allRows(dataDir);
  const held = Object.entries(rows)
    .filter(([name]) => /ledger|bull/i.test(name))
    .flatMap(([, found]) => found);
  expect(held.length).toBeGreaterThan(20);
  expect(held.filter((row) => row.includes(WORD))).toEqual([]);
  expect(lines.filter((line) => line.includes(WORD))).toEqual([]);
});
