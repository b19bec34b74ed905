import type { Transact } from "../domain/transact.js";
import type { Run } from "../domain/run.js";
import { fail } from "../errors.js";
import { showStatus, workingFooter } from "../delivery/status.js";
import { namesOf } from "../policy/policy.js";
import type { KeptInput } from "./begin/begin.js";
import type { RunsRows } from "./ports.js";
import { showDirectly } from "./begin/restricted.js";

/** How often, and how many times, a new job looks for its first message before it is queued again. */
const ROOT_EVERY_MS = 100;
const ROOT_LOOKS = 20;

/**
 * Shows a run where it belongs before it goes on: a restricted one to the requester alone. Throws `ROOT_NOT_SHOWN`
 * while its first message there is not in Slack.
 */
export async function showInItsPlace(
  deps: { transact: Transact<RunsRows> },
  run: Pick<Run, "id" | "capUsd">,
  token: number,
  input: KeptInput,
): Promise<void> {
  const look = () => deps.transact((rows) => showOnce(rows, run, token, input));
  for (let looks = 1; !(await look()); looks += 1) {
    if (looks >= ROOT_LOOKS) throw fail("ROOT_NOT_SHOWN");
    await new Promise((resolve) => setTimeout(resolve, ROOT_EVERY_MS).unref());
  }
}

async function showOnce(
  rows: RunsRows,
  { id: runId, capUsd }: Pick<Run, "id" | "capUsd">,
  token: number,
  { graph, restricted }: KeptInput,
): Promise<boolean> {
  const run = await rows.runs.summary(runId);
  if (!run) throw new Error("A claimed run has no summary.");
  if (restricted && !(await showDirectly(rows, run, token, restricted))) return false;
  if ((await rows.outbox.get(`${runId}:status`)) !== null) return true;
  // A model takes seconds to name the job; the person who asked sees at once that it is taken, and can stop it.
  const { approvers, wanted } = graph.approval;
  const isAsked = (wanted || graph.post) && approvers.length > 0;
  const asked = isAsked ? namesOf(approvers) : "";
  await showStatus(rows, (await rows.runs.summary(runId)) ?? run, {
    phase: "working",
    tasks: [],
    now: "Reading your request",
    footer: workingFooter(capUsd, asked),
  });
  return true;
}
