import { people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { forge } from "../support/forged.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  fill,
  fromBot,
  press,
  read,
  resultOf,
  seen,
  told,
} from "../support/steps.js";

const HOUR_MS = 3_600_000;
const clock = handClock();
let house: House;

/** A card that is over, by how it ended. */
interface Dead {
  at: Asked;
  callId: string;
  runId: string;
}
const dead: Record<string, Dead> = {};

function died(how: string): Dead {
  const one = dead[how];
  if (!one) throw new Error(`No card is ${how}.`);
  return one;
}

const idIn = (message: Message, kind: "call" | "run") =>
  new RegExp(`"value":"(${kind}_[0-9a-f]+)"`).exec(JSON.stringify(message.blocks))?.[1] ?? "";

async function waiting(): Promise<Dead> {
  const at = ask(
    house.workspace,
    `a brief from this thread; ask <@${people.priya}> or <@${people.tom}> to approve`,
  );
  const card = await cardWith(house.workspace, at, "call.approve");
  const status = await cardWith(house.workspace, at, "run.stop");
  return { at, callId: idIn(card, "call"), runId: idIn(status, "run") };
}

beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
  const { workspace } = house;

  const approved = await waiting();
  const card = await cardWith(workspace, approved.at, "call.approve");
  await press(workspace, approved.at, "priya", card, "call.approve");
  await resultOf(workspace, approved.at);
  dead["approved"] = approved;

  const rejected = await waiting();
  const refused = await cardWith(workspace, rejected.at, "call.reject");
  await fill(workspace, rejected.at, "priya", refused, "call.reject", { reason: "Not now." });
  await seen(workspace, rejected.at, (m) => /rejected by Priya/i.test(m.text), "the rejection");
  dead["rejected"] = rejected;

  const stopped = await waiting();
  const status = await cardWith(workspace, stopped.at, "run.stop");
  await press(workspace, stopped.at, "maya", status, "run.stop");
  await seen(workspace, stopped.at, (m) => /stopped by/i.test(m.text), "the stop");
  dead["stopped"] = stopped;

  const silent = await waiting();
  clock.forward(14 * 24 * HOUR_MS);
  await seen(workspace, silent.at, (m) => /nobody answered/i.test(read(m)), "the silence");
  dead["silent"] = silent;
  // The card still stands where it stood, its rows are gone.
  const gone = "0".repeat(32);
  dead["deleted"] = { ...approved, callId: `call_${gone}`, runId: `run_${gone}` };
  await house.app.outbound?.idle();
}, 60_000);
afterAll(() => house.stop());

const about = "It was about the text “Launch brief”.";
/** What people did was two weeks ago; the silence ended on the day itself. */
const then = "\\w{3} \\d+ \\w+ at \\d\\d:\\d\\d";
const why: Record<string, string> = {
  approved: `Priya approved this on ${then}. ${about}`,
  rejected: `Priya rejected this on ${then}. ${about}`,
  stopped: `No answer is needed any more. ${about}`,
  silent: `Nobody answered by \\d\\d:\\d\\d, so this was not done. ${about}`,
  deleted: "That question is not there any more. Nothing was changed.",
};
const ended = "This job has already ended, so there is nothing to stop.";
const gone = "That job is not there any more.";

/** Every way in which a call is decided or something is done about it, by its control. */
const verbs =
  "approve edit changes reject answer answer.defaults choose choose.0 choose.1 provide done handback vote undo of-old";
const onCalls = verbs
  .split(" ")
  .map((verb) => ({ actionId: `call.${verb}`, value: (one: Dead) => one.callId }));
const inMenu = ["delegate", "remind"].map((verb) => ({
  actionId: "card.more",
  value: (one: Dead) => `${verb}:${one.callId}`,
}));

async function answered(one: Dead, actionId: string, value: string): Promise<string> {
  const { workspace } = house;
  const known = workspace.ephemerals("tom").length;
  const open = workspace.views("tom").length;
  const { channel, thread: threadTs } = one.at;
  await forge(workspace, { user: "tom", channel, threadTs, actionId, value });
  const text = await told(workspace, "tom", known);
  expect(workspace.views("tom")).toHaveLength(open);
  return text;
}

describe.each(Object.keys(why))("a card that is %s", (how) => {
  it("says privately why a press on it changes nothing, whatever was pressed", async () => {
    const one = died(how);
    const before = fromBot(house.workspace, one.at).map(read);
    for (const { actionId, value } of [...onCalls, ...inMenu]) {
      const text = await answered(one, actionId, value(one));
      expect(`${actionId}: ${text.split("\n")[0]}`).toMatch(
        new RegExp(`^${actionId}: ${why[how]}$`),
      );
    }
    const stop = await answered(one, "card.more", `stop:${one.callId}`);
    expect(stop).toMatch(how === "deleted" ? gone : ended);
    await house.app.outbound?.idle();
    expect(fromBot(house.workspace, one.at).map(read)).toEqual(before);
  });
});

describe("a job that is over", () => {
  const said: Record<string, string> = {
    "approved stop": ended,
    "approved retry": "This job has already ended.",
    "approved resume": "This job has already ended.",
    "approved partial": "This job is done: its result is in the thread.",
    "approved undo": "There is nothing to take back any more. Nothing was changed.",
    "approved takedown": "That post is not there any more.",
    "deleted stop": gone,
    "deleted retry": gone,
    "deleted resume": gone,
    "deleted partial": gone,
    "deleted redo": gone,
    "deleted why": gone,
    "deleted feedback.good": gone,
    "deleted ask_again": gone,
    "deleted undo": "There is nothing to take back any more. Nothing was changed.",
    "deleted takedown": "That post is not there any more.",
  };
  it("says why its buttons change nothing", async () => {
    for (const [what, text] of Object.entries(said)) {
      const [how = "", verb = ""] = what.split(" ");
      const one = died(how);
      const heard = await answered(one, `run.${verb}`, one.runId);
      expect([what, heard.split("\n")[0]]).toEqual([what, text]);
    }
  });

  it("says that nothing is left to read or to explain", async () => {
    const one = died("deleted");
    const [view, why] = [
      await answered(one, "call.view", one.callId),
      await answered(one, "card.more", `why:${one.callId}`),
    ];
    expect(view).toMatch(/^That text is not there any more\./);
    expect(why).toMatch(/^That question is not there any more\./);
  });
});

describe("a form that was open when somebody else decided", () => {
  const late = new RegExp(`Priya approved this at \\d\\d:\\d\\d. ${about}`);
  it.each([
    ["call.edit", "", { text: "Another text" }],
    ["call.changes", "", { note: "Shorter" }],
    ["call.reject", "", { reason: "No" }],
    ["card.more", "delegate", { person: people.leo }],
    ["card.more", "stop", {}],
  ])("%s %s says so, and nothing typed is lost", async (actionId, verb, values) => {
    const { workspace } = house;
    const one = await waiting();
    const card = await cardWith(workspace, one.at, "call.approve");
    const value = verb === "" ? undefined : `${verb}:${one.callId}`;
    await press(workspace, one.at, "tom", card, actionId, value);
    const form = await workspace.waitFor((w) => w.views("tom").at(-1), { what: "the form" });
    await press(workspace, one.at, "priya", card, "call.approve");
    await resultOf(workspace, one.at);
    const known = workspace.ephemerals("tom").length;
    const sent = await workspace.submit({ user: "tom", viewId: form.id, values });
    if (verb === "stop") expect(await told(workspace, "tom", known)).toMatch(ended);
    else expect(JSON.stringify(sent)).toMatch(late);
    for (const typed of Object.values<string>(values).filter((text) => text.includes(" ")))
      expect(JSON.stringify(sent)).toContain(typed);
    for (const { id } of workspace.views("tom").toReversed())
      await workspace.closeView({ user: "tom", viewId: id });
  });
});
