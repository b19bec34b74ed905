import { bot, people } from "../../../playground/seed/ids.js";
import type { Message } from "../../../playground/workspace/types.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import { type Asked, ask, controls, fromBot, read } from "../../support/steps.js";
import { news } from "../../support/posting.js";
import { aboutWords } from "./job-scripts.js";

/**
 * What is asked: an answer nobody has to approve, a brief that Priya approves, one that is posted elsewhere, one
 * before which Maya is asked something, or one that either Priya or Tom decides.
 */
export type JobKind = "answer" | "approve" | "post" | "question" | "either";

/** One thing that somebody asked, as the checker follows it. */
export interface Job extends Asked {
  kind: JobKind;
  /** Words that only this job's request has. */
  name: string;
  askedMs: number;
}

/** How a job ended as people see it. */
export type JobEnd = "completed" | "failed" | "stopped";

/** Asks for something in a thread of its own, in #launch or elsewhere; names must differ in one workspace. */
export function askFor(
  workspace: Workspace,
  kind: JobKind,
  name: string,
  where: Parameters<typeof ask>[2] = {},
): Job {
  const words = {
    answer: `brief ${name}: one page from this thread`,
    approve: `brief ${name}: one page from this thread, and ask Priya to approve`,
    post: `brief ${name}: turn this thread into a brief, then post it in ${news} once <@${people.priya}> is happy`,
    question: `brief ${name}: one page from this thread, with a question first`,
    either: `brief ${name}: one page from this thread; get approval from <@${people.priya}> or <@${people.tom}>`,
  };
  return { ...ask(workspace, words[kind], where), kind, name, askedMs: performance.now() };
}

/** The messages that are the job's result: their button asks for a change of it. */
export function resultsOf(workspace: Workspace, job: Asked): Message[] {
  return fromBot(workspace, job).filter((one) => controls(one).includes("run.redo"));
}

/** How the job ended, or null while it goes on: reactions and messages, nothing else. */
export function endOf(workspace: Workspace, job: Asked): JobEnd | null {
  const signs = workspace.reactions(job.channel, job.ts).map((one) => one.name);
  const mine = fromBot(workspace, job);
  if (mine.some((one) => controls(one).includes("run.stop"))) return null;
  if (mine.some((one) => controls(one).includes("run.retry"))) return "failed";
  if (signs.includes("eyes")) return null;
  if (mine.some((one) => openFor(one) !== null)) return null;
  // The sign under the request and the result are sent apart: one without the other is no end.
  if (signs.includes("white_check_mark"))
    return resultsOf(workspace, job).length > 0 ? "completed" : null;
  return signs.includes("black_square_for_stop") ? "stopped" : null;
}

/** Who says yes with which button. */
const yes: Record<string, string> = {
  "call.approve": people.priya,
  "call.answer.defaults": people.maya,
};

/** The button with which somebody says yes to this message, if it waits for that. */
export function openFor(message: Message): string | null {
  return controls(message).find((id) => id in yes) ?? null;
}

/** Presses that button once; whether Slack says that it arrived. */
export async function sayYes(workspace: Workspace, job: Asked, card: Message): Promise<boolean> {
  const actionId = openFor(card);
  if (actionId === null) return true;
  const at = { channel: job.channel, ts: card.ts, actionId };
  return (await workspace.click({ user: yes[actionId] ?? people.priya, ...at })).acked;
}

/** Whether the bot has shown anything of the job. */
export function isTaken(workspace: Workspace, job: Asked): boolean {
  const eyes = workspace.reactions(job.channel, job.ts).length > 0;
  return eyes || fromBot(workspace, job).length > 0;
}

/** Says yes wherever the job waits for it, as often as Slack says that a press did not arrive; resolves with the end. */
export async function seeThrough(
  workspace: Workspace,
  job: Job,
  { timeoutMs = 120_000 } = {},
): Promise<JobEnd> {
  const untilMs = performance.now() + timeoutMs;
  const left = () => Math.max(1, untilMs - performance.now());
  for (;;) {
    const now = await workspace.waitFor(
      (w) => {
        const end = endOf(w, job);
        if (end) return { end };
        const card = fromBot(w, job).findLast((one) => openFor(one) !== null);
        return card && w.connected() ? { card, end: null } : undefined;
      },
      { timeoutMs: left(), what: `the end of ${job.name}, or a card of it` },
    );
    if (now.end === "stopped") {
      // The sign may be there a moment before the words that tell a failed job from a stopped one.
      await soon();
      const end = endOf(workspace, job);
      if (end) return end;
      continue;
    }
    if (now.end) return now.end;
    const { ts } = now.card;
    if (!(await sayYes(workspace, job, now.card))) {
      await soon();
      continue;
    }
    // Where nothing happens people press again.
    const settles = await workspace
      .waitFor((w) => openFor(w.message(job.channel, ts) ?? now.card) === null, {
        timeoutMs: Math.min(left(), 20_000),
        what: "the card to settle",
      })
      .catch(() => undefined);
    if (!settles && isTwice(workspace, job, now.card))
      throw new Error(`a card of ${job.name} is there twice, and this copy answers nothing`);
  }
}

/** Whether a message of the job is visible twice. */
function isTwice(workspace: Workspace, job: Job, message: Message): boolean {
  return fromBot(workspace, job).filter((one) => keyOf(one) === keyOf(message)).length > 1;
}

/** People take a moment before they press again. */
function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}

/** What is posted at top level elsewhere about this job, by its words or its run, also by a second run of the request. */
export function postsAbout(workspace: Workspace, job: Job): Message[] {
  const key = runKeyOf(workspace, job);
  return workspace
    .messages("company-news")
    .filter((one) => one.bot_id === bot.botId)
    .filter((one) => (key !== null && keyOf(one).startsWith(key)) || isAbout(one, job));
}

/** Whether this text was written for this job. */
export function isAbout(message: Message, job: Job): boolean {
  return read(message).includes(aboutWords(job.name));
}

/** The op key that marks a message as ours; "" where there is none. */
export function keyOf(message: Message): string {
  const payload = (message["metadata"] as { event_payload?: { key?: string } } | undefined)
    ?.event_payload;
  return payload?.key ?? "";
}

/** The id of the run as the marks of its messages begin. */
export function runKeyOf(workspace: Workspace, job: Asked): string | null {
  const keys = fromBot(workspace, job)
    .map(keyOf)
    .filter((key) => key.startsWith("run_"));
  return keys[0]?.split(":")[0] ?? null;
}
