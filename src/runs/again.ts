import type { Clock } from "../clock.js";
import { newId } from "../domain/ids.js";
import { isFireKey } from "../domain/fire-key.js";
import type { Request } from "../domain/request.js";
import type { RunStatus } from "../domain/run.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { showTriedAgain } from "../delivery/ended.js";
import { reactRetried } from "../delivery/reactions.js";
import { isDirect, type RunBrief } from "../delivery/run-brief.js";
import { tellPresser } from "../delivery/whisper.js";
import { append } from "../ledger/append.js";
import type { Authoriser } from "../humans/authorise.js";
import { delayFailed } from "../humans/delayed.js";
import { isColleague } from "../policy/policy.js";
import type { RunsRows } from "./ports.js";
import { startRun } from "./start.js";

/** Who asks for more, on which run, and where a private answer goes. */
export interface AgainInput {
  key: string;
  runId: string;
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
}

/** The ways to go on after a run has ended; each returns the run to wake, or null. */
export interface Again<Rows = never> {
  /** A failed run goes on from what is done. */
  retry(input: AgainInput & Alongside<Rows>): Promise<string | null>;
  /** A new run that changes the earlier result as the note says. */
  redo(input: AgainInput & Alongside<Rows> & { note: string }): Promise<string | null>;
  /** A new run of the same request, because nobody answered. */
  askAgain(input: AgainInput & Alongside<Rows>): Promise<string | null>;
  /** A new run of the same request with what people have answered, because an update left the first one behind. */
  restart(input: AgainInput & Alongside<Rows>): Promise<string | null>;
}

/** Makes the ways to go on. */
export function createAgain<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  clock: Clock;
  settings: { graphVersion: string; capUsd: number };
}): Again<Rows> {
  const allowed = async (input: AgainInput & Alongside<Rows>) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    const verdict = isColleague(person);
    if (verdict.allow) return person;
    await deps.transact(async (rows) => {
      await input.alongside?.(rows);
      await tell(rows, input, verdict.why);
    });
    return null;
  };

  const anew = async (
    input: AgainInput & Alongside<Rows>,
    via: "redo" | "ask_again" | "restart",
    text: (original: Request) => string,
  ) => {
    if (!(await allowed(input))) return null;
    return deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const original = await rows.runs.request(input.runId);
      const earlier = await rows.runs.summary(input.runId);
      if (!original || !earlier || !isHere(earlier, input)) {
        await tell(rows, input, GONE);
        return null;
      }
      const over =
        via === "redo"
          ? undefined
          : via === "restart"
            ? await notLeftBehind(rows, earlier)
            : whyNot.get(earlier.status);
      if (over !== undefined) {
        await tell(rows, input, over);
        return null;
      }
      // The same click twice is one change. A job is asked again once, whoever presses on whichever of its messages.
      const once =
        via === "redo" ? input.key : `${via === "restart" ? "restart" : "again"}:${input.runId}`;
      const request: Request = {
        ...original,
        id: newId("req"),
        messageTs: `${original.messageTs}#${once}`,
        userId: input.actor,
        via,
        text: text(original),
        parentRunId: via === "redo" ? input.runId : original.parentRunId,
        restartOf: via === "restart" ? input.runId : via === "redo" ? null : original.restartOf,
        receivedAt: deps.clock.now(),
      };
      const runId = await startRun(rows, request, deps.settings);
      if (runId && isFireKey(original.messageTs)) {
        // What a schedule started has no thread of its own: the new job stands where the first one does.
        const { channel, threadTs, title } = earlier;
        await rows.runs.showIn(runId, 0, { channel, threadTs });
        await rows.runs.setTitle(runId, 0, title);
      }
      const isApart = isFireKey(original.messageTs) && earlier.threadTs === null;
      const where = isApart ? "here, at the top level" : "in this thread";
      if (runId) await tell(rows, input, `On it. The answer comes ${where}.`);
      else if (via !== "redo") await tell(rows, input, ONCE[via]);
      return runId;
    });
  };

  return {
    async retry(input) {
      const person = await allowed(input);
      if (!person) return null;
      return deps.transact(async (rows) => {
        await input.alongside?.(rows);
        const run = await rows.runs.summary(input.runId);
        if (!run || !isHere(run, input)) {
          await tell(rows, input, GONE);
          return null;
        }
        const failed = await rows.runs.get(run.id);
        if (!(await rows.runs.retry(input.runId))) {
          const isOver = run.status === "completed" || run.status === "cancelled";
          const isLost = run.status === "failed" && (await notLeftBehind(rows, run)) === undefined;
          const over = isOver ? "This job has already ended." : "This job is already going on.";
          await tell(rows, input, isLost ? LOST : over);
          return null;
        }
        const now = deps.clock.now();
        if (failed?.endedAt) await delayFailed(rows, run.id, failed.endedAt, now);
        if (failed) await showTriedAgain(rows, failed, { id: person.id, name: person.name }, now);
        await reactRetried(rows, {
          runId: run.id,
          channel: run.origin.channel,
          messageTs: run.messageTs,
        });
        await append(rows.ledger, {
          chain: `run:${run.id}`,
          kind: "run_retried",
          key: `retried:${input.key}`,
          actor: person.id,
          at: now,
          data: {},
        });
        await tell(rows, input, "On it. It goes on from what is done.");
        return run.id;
      });
    },
    redo: (input) => anew(input, "redo", (original) => changeGoal(original.text, input.note)),
    askAgain: (input) => anew(input, "ask_again", (original) => original.text),
    restart: (input) => anew(input, "restart", (original) => original.text),
  };
}

const GONE = "That job is not there any more.";

const LOST =
  "This job was left behind by an update of Fermata and cannot go on. Start it again with what is known.";

/** A job is started anew once, whoever presses on whichever of its messages. */
const ONCE = {
  ask_again: "This was asked again already. It is further down in the thread.",
  restart: "This was started again already. It is further down in the thread.",
};

const GOING_ON = "This job is still going on, so nothing was asked again.";

/** Why a job in this state is not asked again: only one that ended without a result is. */
const whyNot: ReadonlyMap<string, string> = new Map<RunStatus, string>([
  ["completed", "This job has its result, so nothing was asked again."],
  ["queued", GOING_ON],
  ["running", GOING_ON],
  ["waiting", GOING_ON],
]);

/** Why a job is not started again with what is known; undefined: an update left it behind. */
async function notLeftBehind(
  rows: Pick<RunsRows, "runs">,
  { id, status }: { id: string; status: string },
): Promise<string | undefined> {
  const row = await rows.runs.get(id);
  if (row?.status === "failed" && row.endReason === "version") return undefined;
  return whyNot.get(status) ?? "This job can be tried again, so nothing was started.";
}

/**
 * A job is gone on with where it is shown: a copied id does nothing from elsewhere. One that is shown to its requester
 * alone is there for nobody else. Whoever asked has it in their direct messages too, where its place takes no messages.
 */
function isHere(job: RunBrief, input: AgainInput): boolean {
  const isRequester = job.requester.id === input.actor;
  if (isDirect(job) && !isRequester) return false;
  const isAtHome = isRequester && input.channel.startsWith("D");
  return job.team === input.team && (job.channel === input.channel || isAtHome);
}

function changeGoal(original: string, note: string): string {
  return `${original}\n\nChange the earlier result: ${note}`;
}

async function tell(rows: RunsRows, input: AgainInput, text: string): Promise<void> {
  await tellPresser(rows, input, text, input.runId);
}
