import { seededRandom } from "../../../playground/workspace/faults.js";
import { people } from "../../../playground/seed/ids.js";
import { fromBot, read } from "../../support/steps.js";
import type { FaultCase } from "../harness/case.js";
import { type Job, keyOf } from "../harness/jobs.js";
import {
  afterMoments,
  askSeveral,
  lasting,
  pids,
  seeAll,
  untilWorkGoesOn,
} from "../harness/several.js";
import type { Stage } from "../harness/stage.js";

const RESUMED_MS = 15_000;
/** What a bot logs when the database does not know a message that Slack has. */
const DIVERGED = /the database has forgotten a message/;

/** F17, F18: the database goes at once, idle or in the middle of a step, or comes back older than it was. */
export const postgresCases: FaultCase[] = [
  {
    id: "F17",
    title: "Postgres stops at once, idle and in mid-step",
    expected: "no process ends, people see one notice, then everything completes",
    stage: {},
    fast: true,
    async run(on, seed, { full }) {
      const server = postgresOf(on);
      const random = seededRandom(seed);
      const before = pids(on);
      const isIdle = seed % 3 === 0;
      const jobs = isIdle ? [] : askSeveral(on, seed, "outage", 3);
      if (!isIdle) await afterMoments(on, 1 + Math.floor(random() * 40));
      await server.stop("immediate");
      const [asked] = askSeveral(on, seed + 100, "asked while it is away", 1);
      await lasting(full ? 30_000 : 5_000);
      const notices = noticesIn(on, asked!);
      await server.start();
      const { probe, tookMs } = await untilWorkGoesOn(on);
      const wrong = pids(on) === before ? [] : ["a process died"];
      if (tookMs > RESUMED_MS) wrong.push(`work went on only after ${tookMs} ms`);
      if (notices !== 1) wrong.push(`${notices} notices for who asked during the outage`);
      const shown = await seeAll(on, [...jobs, asked!, probe], {
        more: { resumedMs: tookMs, notices },
        wrong,
      });
      const after = noticesIn(on, asked!);
      return after === notices
        ? shown
        : { ...shown, wrong: [...(shown.wrong ?? []), `${after} notices in the end`] };
    },
  },
  {
    id: "F18",
    title: "Postgres fails over and loses the last second",
    expected: "nothing is shown twice; what was lost is noticed",
    stage: {},
    ownStage: true,
    async run(on, seed) {
      const server = postgresOf(on);
      const random = seededRandom(seed);
      const jobs = askSeveral(on, seed, "failover", 4);
      await afterMoments(on, 10 + Math.floor(random() * 30));
      const logged = on.bots.map((one) => one.lines.length);
      await server.keepCopy();
      // Asked and answered with a first message after the copy: the database will know nothing of either.
      const [late] = askSeveral(on, seed + 100, "after the copy", 1);
      await on.workspace.waitFor((w) => fromBot(w, late!).length > 0, {
        timeoutMs: 30_000,
        what: "a message that will be lost",
      });
      await lasting(1_000);
      const visible = keysIn(on, [...jobs, late!]);
      for (const one of on.processes) one.freeze();
      await server.failOverToCopy();
      const known = await on.rows<{ op_key: string }>(
        "select op_key from fermata.outbox where op_key = any($1) and ts is not null",
        [visible],
      );
      for (const one of on.processes) one.thaw();
      const lost = visible.length - known.length;
      const { probe, tookMs } = await untilWorkGoesOn(on);
      const shown = await seeAll(on, [...jobs, late!, probe], {
        more: { resumedMs: tookMs, "messages lost": lost },
        wrong: lost === 0 ? ["no message was lost"] : [],
      });
      const isNoticed = on.bots.some((one, n) =>
        one.lines.slice(logged[n]).some((line) => DIVERGED.test(line)),
      );
      return isNoticed
        ? shown
        : { ...shown, wrong: [...(shown.wrong ?? []), "nobody noticed what was lost"] };
    },
  },
];

/** The marks of everything that the bot shows of these jobs. */
function keysIn(on: Stage, jobs: readonly Job[]): string[] {
  return jobs.flatMap((job) => fromBot(on.workspace, job).map(keyOf)).filter(Boolean);
}

function postgresOf(on: Stage) {
  if (!on.postgres) throw new Error("This case needs a server.");
  return on.postgres;
}

/** What tells whoever asked that their message could not be taken yet, whoever can read it. */
function noticesIn(on: Stage, job: Job): number {
  const privately = on.workspace
    .ephemerals(people.maya)
    .filter((one) => one.thread_ts === job.thread);
  const openly = fromBot(on.workspace, job);
  return [...privately, ...openly].filter((one) => /cannot save anything/i.test(read(one))).length;
}
