import { people } from "../../../playground/seed/ids.js";
import type { View } from "../../../playground/workspace/types.js";
import type { FaultCase } from "../harness/case.js";
import { callsOf, endIn, factsOf, toldSince, wordsOf } from "../harness/calls.js";
import { askFor, type Job, seeThrough } from "../harness/jobs.js";
import {
  callsFromNow,
  type Dice,
  diceOf,
  nameOf,
  pause,
  pressed,
  shown,
  twoBots,
} from "../harness/slack-case.js";
import type { Stage } from "../harness/stage.js";
import { ask, cardWith, controls } from "../../support/steps.js";

const triggers = ["expired_trigger_id", "exchanged_trigger_id"] as const;
const verbs = ["changes", "edit"] as const;
type Verb = (typeof verbs)[number];

/** F35–F37: forms do not open, two people have one open, what is sent is lost or comes twice. */
export const formCases: FaultCase[] = [
  {
    id: "F35",
    title: "Slack opens no form: the trigger is too old or used",
    expected:
      "told privately, with a button that opens the same form; the card stays as it is and is decided by it",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F35", seed);
      const { workspace } = on;
      const error = triggers[seed % 2]!;
      const verb = dice.pick(verbs);
      const job = askFor(workspace, dice.pick(["approve", "post"] as const), nameOf("F35", seed));
      const card = await cardWith(workspace, job, "call.approve");
      const calls = callsFromNow(on);
      // It may fail again at the second press.
      const times = dice.between(1, 2);
      workspace.faults.add({ method: "views.open", kind: "error", error, times });
      let known = workspace.ephemerals("priya").length;
      await pressed(on, job, card, { actionId: `call.${verb}` });
      for (let n = 0; n < times; n += 1) {
        const told = await workspace.waitFor((w) => w.ephemerals("priya")[known], {
          timeoutMs: 30_000,
          what: "a private answer",
        });
        known += 1;
        const again = controls(told);
        if (!again.includes(`call.${verb}`))
          return shown(on, [job], {}, [`no way to open it again: ${told.text}`]);
        const { ephemeralId, channel } = told;
        await workspace.click({ user: "priya", channel, ephemeralId, actionId: `call.${verb}` });
      }
      const form = await formOf(on, "priya");
      const isOpen = controls(workspace.message(job.channel, card.ts)).includes("call.approve");
      const { ok } = await sent(on, form, verb, dice);
      const end = await seeThrough(workspace, job);
      const refused = calls().filter((one) => one.outcome === error).length;
      return shown(on, [job], { "forms refused": refused }, [
        end !== "completed" && `it ended as ${end}`,
        refused !== times && `${refused} of ${times} forms were refused`,
        !isOpen && "the card lost its buttons",
        !ok && "the form that opened was not taken",
      ]);
    },
  },
  {
    id: "F36",
    title: "two people have the same form open, and both send it",
    expected:
      "one text counts; the other one reads who decided, and after them gets their own words back to copy: nothing is overwritten",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F36", seed);
      const { workspace } = on;
      const isAtOnce = seed % 3 === 0;
      const name = nameOf("F36", seed);
      const words = `brief ${name}: one page from this thread; get approval from <@${people.priya}> or <@${people.tom}>`;
      const job: Job = {
        ...ask(workspace, words),
        kind: "approve",
        name,
        askedMs: performance.now(),
      };
      const card = await cardWith(workspace, job, "call.approve");
      const [call] = await callsOf(on, job);
      const forms: { user: "priya" | "tom"; form: View; text: string }[] = [];
      for (const user of dice.shuffled(["priya", "tom"] as const)) {
        await pressed(on, job, card, { user: people[user], actionId: "call.edit" });
        const form = await formOf(on, user);
        forms.push({ user, form, text: `${textIn(form)} Kind regards from ${user}.` });
      }
      const known = { priya: told(on, "priya"), tom: told(on, "tom") };
      const send = ({ user, form, text }: (typeof forms)[number]) =>
        workspace.submit({ user, viewId: form.id, values: { text } });
      const answers = isAtOnce
        ? await Promise.all(forms.map(send))
        : [await send(forms[0]!), await afterFirst(on, call!.id, () => send(forms[1]!))];
      const end = await seeThrough(workspace, job);
      const facts = await factsOf(on, call!.id);
      const by = (await callsOf(on, job))[0]?.by;
      const loser = by === people.priya ? "tom" : "priya";
      const winner = loser === "tom" ? "priya" : "tom";
      const over = workspace.views(loser).at(-1);
      const inForm = JSON.stringify(over ?? {});
      const own = forms.find((one) => one.user === loser)?.text ?? "?";
      const isTold =
        who[winner].test(inForm) ||
        toldSince(on, loser, known[loser]).some((one) => who[winner].test(one));
      const says = wordsOf(on, job);
      if (over) await workspace.closeView({ user: loser, viewId: over.id });
      return shown(on, [job], { [isAtOnce ? "at once" : "one after the other"]: 1 }, [
        end !== "completed" && `it ended as ${end}`,
        answers.some((one) => !one.acked) && "a form was not acknowledged",
        facts["call_decided"] !== 1 && `${facts["call_decided"]} decisions`,
        !isTold && `${loser} was not told who decided: ${inForm}`,
        !isAtOnce && forms[0]?.user !== winner && "the second overwrote the first",
        !isAtOnce && !textsIn(over).includes(own) && "their own words were lost",
        !says.includes(`Kind regards from ${winner}.`) && "the text that counts is not shown",
        says.includes(`Kind regards from ${loser}.`) && "both texts are shown",
      ]);
    },
  },
  {
    id: "F37",
    title: "a sent form comes twice, its answer is lost, or it lay open too long",
    expected: "one decision by the form's id; after the time a form says so and decides nothing",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F37", seed);
      const { workspace } = on;
      const what = (["twice", "lost", "late"] as const)[seed % 3]!;
      const verb = dice.pick(verbs);
      const job = askFor(workspace, dice.pick(["approve", "post"] as const), nameOf("F37", seed));
      const card = await cardWith(workspace, job, "call.approve");
      const [call] = await callsOf(on, job);
      await pressed(on, job, card, { actionId: `call.${verb}` });
      const form = await formOf(on, "priya");
      const before = workspace.deliveries.length;
      const pids = on.bots.map((bot) => bot.pid());
      if (what === "twice") workspace.faults.twinNextInteraction();
      // It is committed, and the process dies before Slack hears of it: the form stays open, and is sent again.
      if (what === "lost") for (const bot of on.bots) bot.arm("click.committed:1:kill");
      if (what === "late") {
        await endIn(on, call!.id, 300);
        await pause(dice.between(400, 900));
      }
      const first = await sent(on, form, verb, dice);
      for (const bot of on.bots) bot.arm("");
      if (what === "lost") {
        await workspace.waitFor((w) => w.connected(), { timeoutMs: 60_000, what: "a socket" });
        await sent(on, form, verb, dice);
      }
      const over = workspace.views("priya").at(-1);
      const end = await seeThrough(workspace, job);
      if (over) await workspace.closeView({ user: "priya", viewId: over.id });
      const facts = await factsOf(on, call!.id);
      const forms = workspace.deliveries
        .slice(before)
        .filter((one) => one.name === "view_submission").length;
      const died = on.bots.filter((bot, n) => bot.pid() !== pids[n]).length;
      return shown(on, [job], { [what]: 1, "forms sent": forms }, [
        what !== "late" && end !== "completed" && `it ended as ${end}`,
        what === "twice" && forms !== 2 && `the form came ${forms} times`,
        what === "lost" && (first.acked || forms < 2) && "the form was acknowledged at once",
        what === "lost" && died === 0 && "no process died",
        what !== "late" && facts["call_decided"] !== 1 && `${facts["call_decided"]} decisions`,
        what === "late" && (facts["call_decided"] ?? 0) > 0 && "it was decided after its time",
        what === "late" &&
          !/Nobody answered by/.test(JSON.stringify(over ?? {})) &&
          "the form did not say that its time is over",
      ]);
    },
  },
];

/** The form that this person has open. */
async function formOf(on: Stage, user: string): Promise<View> {
  return on.workspace.waitFor((w) => w.views(user).at(-1), {
    timeoutMs: 30_000,
    what: `a form for ${user}`,
  });
}

/** Fills a form of that verb and sends it. */
function sent(
  on: Stage,
  form: View,
  verb: Verb,
  dice: Dice,
  user = "priya",
): ReturnType<Stage["workspace"]["submit"]> {
  const values: Record<string, string> =
    verb === "changes"
      ? { note: dice.pick(["Shorter.", "Name the date first."]) }
      : { text: `${textIn(form)} Thank you.` };
  return on.workspace.submit({ user, viewId: form.id, values });
}

/** The text that a form offers for editing. */
function textIn(form: View): string {
  const input = form.blocks.find((block) => block["block_id"] === "text");
  return String((input?.["element"] as { initial_value?: unknown } | undefined)?.initial_value);
}

/** How people read who was first. */
const who = {
  priya: /(You|Priya) [a-z ,]*(edited|approved|changed)[a-z ,]* at \d\d:\d\d/,
  tom: /(You|Tom) [a-z ,]*(edited|approved|changed)[a-z ,]* at \d\d:\d\d/,
};

function told(on: Stage, user: string): number {
  return on.workspace.ephemerals(user).length;
}

/** All that stands in a form's fields. */
function textsIn(form: View | undefined): string {
  return (form?.blocks ?? [])
    .map((block) => (block["element"] as { initial_value?: unknown } | undefined)?.initial_value)
    .filter((one) => typeof one === "string")
    .join("");
}

/** Does it when the call is decided. */
async function afterFirst<T>(on: Stage, callId: string, then: () => Promise<T>): Promise<T> {
  const endMs = performance.now() + 30_000;
  while (!(await factsOf(on, callId))["call_decided"] && performance.now() < endMs) await pause(50);
  return then();
}
