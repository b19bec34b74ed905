import { people } from "../../../playground/seed/ids.js";
import { callsOf, endIn, factsOf, toldSince, wordsOf } from "../harness/calls.js";
import type { FaultCase } from "../harness/case.js";
import { askFor, type Job, openFor, postsAbout, seeThrough } from "../harness/jobs.js";
import {
  type Dice,
  diceOf,
  nameOf,
  pause,
  pressed,
  roomNamed,
  shown,
  twoBots,
} from "../harness/slack-case.js";
import type { Stage } from "../harness/stage.js";
import { forge } from "../../support/forged.js";
import { ask, cardWith, controls, read } from "../../support/steps.js";

const late = /(You|Priya|Tom|Maya) (approved|rejected) this at \d\d:\d\d/;
const { priya, tom } = people;

/** F29–F32: people press at the same time, twice, too late, and on what is over. */
export const clickCases: FaultCase[] = [
  {
    id: "F29",
    title: "Approve and Reject in the same millisecond by two people",
    expected: "one decision each, through one of two processes; the other one is told who decided",
    stage: twoBots,
    async run(on, seed, { full }) {
      const dice = diceOf("F29", seed);
      const rounds = full ? 40 : 8;
      const jobs = Array.from({ length: rounds }, (_, n) =>
        byTwo(on, nameOf(`F29.${n}`, seed), `race-${n % 4}`),
      );
      const cards = await Promise.all(
        jobs.map((job) => cardWith(on.workspace, job, "call.approve")),
      );
      const wrong: string[] = [];
      const winners: (string | null)[] = [];
      for (const [n, job] of jobs.entries()) {
        const raced = await race(on, job, cards[n]!.ts, dice);
        wrong.push(...raced.wrong);
        winners.push(raced.by);
      }
      const ends = await Promise.all(jobs.map((job) => seeThrough(on.workspace, job)));
      // Who won is what the job does then.
      for (const [n, end] of ends.entries())
        if ((end === "completed") !== (winners[n] === priya))
          wrong.push(`decided by ${winners[n]}, and it ended as ${end}`);
      const approved = winners.filter((by) => by === priya).length;
      return shown(on, jobs, { rounds, "won by Approve": approved }, wrong);
    },
  },
  {
    id: "F30",
    title: "a double click, and a press that Slack's client sends twice",
    expected: "one decision; the second changes nothing",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F30", seed);
      const { workspace } = on;
      const isTwin = seed % 2 === 0;
      const job = askFor(workspace, dice.pick(["approve", "post"] as const), nameOf("F30", seed));
      const card = await cardWith(workspace, job, "call.approve");
      const presses = dice.between(2, 4);
      const before = workspace.deliveries.length;
      if (isTwin) workspace.faults.twinNextInteraction();
      const acks = await Promise.all(
        Array.from({ length: isTwin ? 1 : presses }, () => pressed(on, job, card)),
      );
      const end = await seeThrough(workspace, job);
      const sent = workspace.deliveries.slice(before).filter((one) => one.kind === "interactive");
      const [call] = await callsOf(on, job);
      const facts = call ? await factsOf(on, call.id) : {};
      return shown(on, [job], { presses: sent.length }, [
        end !== "completed" && `it ended as ${end}`,
        sent.length < 2 && "it was pressed once",
        acks.some((one) => !one.acked) && "a press was not acknowledged",
        facts["call_decided"] !== 1 && `${facts["call_decided"]} decisions in the record`,
      ]);
    },
  },
  {
    id: "F31",
    title: "a press after the end of the time, and within milliseconds of it",
    expected: "decided or over, never both, by the database's clock; too late is told so",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F31", seed);
      const { workspace } = on;
      const jobs = Array.from({ length: 4 }, (_, n) =>
        askFor(workspace, dice.pick(["approve", "post"] as const), nameOf(`F31.${n}`, seed), {
          channel: roomNamed(on, `race-${n}`),
        }),
      );
      // A process whose clock is wrong must not make it another time.
      on.bots[seed % 2]!.shiftClock(dice.pick([-3_600_000, -30_000, 0, 30_000]));
      const figures = { decided: 0, over: 0 };
      const wrong: string[] = [];
      const expired = new Set<Job>();
      await Promise.all(
        jobs.map(async (job, n) => {
          const card = await cardWith(workspace, job, "call.approve");
          const [call] = await callsOf(on, job);
          const known = workspace.ephemerals("priya").length;
          const inMs = dice.between(600, 1_200);
          // One well after the end, which the sweeper may not have noticed, one well before, and two around it.
          const from = [400, -500, dice.between(-120, 0), dice.between(-60, 20)][n]!;
          await endIn(on, call!.id, inMs);
          await pause(inMs + from);
          // On a busy machine a sweeper may have been first: then there is no button to press.
          const isThere = openFor(workspace.message(job.channel, card.ts) ?? card) !== null;
          if (isThere) {
            const { acked } = await pressed(on, job, card);
            if (!acked) wrong.push("a press was not acknowledged");
          }
          await workspace.waitFor(
            (w) => openFor(w.message(job.channel, card.ts) ?? card) === null,
            { timeoutMs: 60_000, what: "the card to settle" },
          );
          const facts = await factsOf(on, call!.id);
          const [decided, over] = [facts["call_decided"] ?? 0, facts["call_expired"] ?? 0];
          if (decided + over !== 1) wrong.push(`${decided} decisions and ${over} ends of one call`);
          if (n === 0 && decided > 0) wrong.push("decided after its time");
          if (n === 1 && over > 0) wrong.push("over before its time");
          figures.decided += decided;
          figures.over += over;
          if (over > 0) expired.add(job);
          if (over === 0 || !isThere) return;
          await workspace
            .waitFor(
              () => toldSince(on, "priya", known).some((one) => /Nobody answered/.test(one)),
              {
                timeoutMs: 30_000,
              },
            )
            .catch(() => wrong.push("nobody was told that it was too late"));
        }),
      );
      on.bots[seed % 2]!.shiftClock(0);
      const ends = await Promise.all(jobs.map((job) => seeThrough(workspace, job)));
      for (const [n, job] of jobs.entries()) {
        const posts = postsAbout(workspace, job).length;
        const expected = job.kind === "post" && !expired.has(job) ? 1 : 0;
        if ((ends[n] === "completed") === expired.has(job))
          wrong.push(`${expired.has(job) ? "over" : "approved"}, and it ended as ${ends[n]}`);
        if (posts !== expected) wrong.push(`${posts} posts instead of ${expected}`);
      }
      return shown(on, jobs, figures, [...wrong, figures.over === 0 && "no press came too late"]);
    },
  },
  {
    id: "F32",
    title: "a press on the card of a job that was stopped, or of an older version",
    expected: "nothing happens but a private answer; the card has lost its buttons",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F32", seed);
      const { workspace } = on;
      const isStopped = seed % 2 === 0;
      const job = askFor(workspace, dice.pick(["approve", "post"] as const), nameOf("F32", seed));
      const card = await cardWith(workspace, job, "call.approve");
      const [call] = await callsOf(on, job);
      if (isStopped) {
        const status = await cardWith(workspace, job, "run.stop");
        await pressed(on, job, status, { user: people.maya, actionId: "run.stop" });
      } else {
        await pressed(on, job, card, { actionId: "call.changes" });
        const form = await workspace.waitFor((w) => w.views("priya").at(-1), { timeoutMs: 30_000 });
        await workspace.submit({ user: "priya", viewId: form.id, values: { note: "Shorter." } });
      }
      await workspace.waitFor((w) => openFor(w.message(job.channel, card.ts) ?? card) === null, {
        timeoutMs: 60_000,
        what: "the old card to settle",
      });
      const known = workspace.ephemerals("priya").length;
      const verbs = dice.shuffled(["approve", "reject", "edit", "changes"]).slice(0, 2);
      for (const verb of verbs) {
        await forge(workspace, {
          user: "priya",
          channel: job.channel,
          threadTs: job.thread,
          actionId: `call.${verb}`,
          value: call!.id,
        });
      }
      const answers = await workspace.waitFor(
        () => {
          const heard = toldSince(on, "priya", known);
          return heard.length >= verbs.length ? heard : undefined;
        },
        { timeoutMs: 30_000, what: "an answer to every press" },
      );
      const why = isStopped ? /No answer is needed any more/ : /asked for changes/i;
      const end = await seeThrough(workspace, job);
      const facts = await factsOf(on, call!.id);
      const old = workspace.message(job.channel, card.ts);
      return shown(on, [job], { "late presses": verbs.length }, [
        end !== (isStopped ? "stopped" : "completed") && `it ended as ${end}`,
        !answers.every((one) => why.test(one)) && `it was told: ${answers.join(" / ")}`,
        (facts["call_decided"] ?? 0) !== (isStopped ? 0 : 1) && "a late press was a decision",
        controls(old).includes("call.approve") && "the old card has its buttons",
        isStopped && /approved/i.test(wordsOf(on, job)) && "it says approved",
      ]);
    },
  },
];

/** A job that Priya or Tom may approve, in a channel that others share. */
function byTwo(on: Stage, name: string, room: string): Job {
  const words = `brief ${name}: one page from this thread; get approval from <@${priya}> or <@${tom}>`;
  const asked = ask(on.workspace, words, { channel: roomNamed(on, room) });
  return { ...asked, kind: "approve", name, askedMs: performance.now() };
}

/** Priya says yes and Tom no, at once; the reason is written before. */
async function race(
  on: Stage,
  job: Job,
  ts: string,
  dice: Dice,
): Promise<{ by: string | null; wrong: string[] }> {
  const { workspace } = on;
  const at = { channel: job.channel, ts };
  await workspace.click({ ...at, user: tom, actionId: "call.reject" });
  const form = await workspace.waitFor((w) => w.views("tom").at(-1), {
    timeoutMs: 30_000,
    what: "the form",
  });
  const known = {
    tom: workspace.ephemerals("tom").length,
    priya: workspace.ephemerals("priya").length,
  };
  const yes = () => workspace.click({ ...at, user: priya, actionId: "call.approve" });
  const no = () => workspace.submit({ user: tom, viewId: form.id, values: { reason: "Not yet." } });
  const both = await Promise.all(dice.shuffled([yes, no]).map((one) => one()));
  for (const { id } of workspace.views("tom").toReversed())
    await workspace.closeView({ user: "tom", viewId: id });
  await workspace.waitFor((w) => openFor(w.message(at.channel, at.ts)!) === null, {
    timeoutMs: 60_000,
    what: "the card to settle",
  });
  const [call] = await callsOf(on, job);
  const facts = await factsOf(on, call!.id);
  const loser = call!.by === priya ? "tom" : "priya";
  const inForm = both.some((one) => late.test(JSON.stringify(one)));
  // Who came second reads it privately, or in the form that was open.
  const isTold =
    (loser === "tom" && inForm) ||
    (await workspace
      .waitFor(() => toldSince(on, loser, known[loser]).some((one) => late.test(one)), {
        timeoutMs: 20_000,
      })
      .catch(() => false));
  const says = read(workspace.message(at.channel, at.ts)!);
  return {
    by: call!.by,
    wrong: [
      both.some((one) => !one.acked) && "a press was not acknowledged",
      facts["call_decided"] !== 1 && `${facts["call_decided"]} decisions`,
      !isTold && `${loser} was not told who decided`,
      !(call!.by === priya ? /approved by Priya/i : /rejected by Tom/i).test(says) &&
        "the card says another decision",
    ].filter((one) => typeof one === "string"),
  };
}
