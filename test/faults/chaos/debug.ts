import { fromBot, read } from "../../support/steps.js";
import { controls } from "../../support/steps.js";
import { type Job, keyOf, runKeyOf } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";

/** Everything that is known of one job, for somebody who has to find out what went wrong. */
export async function showJob(stage: Stage, job: Job): Promise<string> {
  const { workspace } = stage;
  const signs = workspace.reactions(job.channel, job.ts).map(({ name }) => name);
  const shown = fromBot(workspace, job).map(
    (one) =>
      `  ${one.ts} ${keyOf(one)}: ${read(one).replaceAll("\n", " / ").slice(0, 240)} [${controls(one).join(" ")}]`,
  );
  const known = await stage.rows<{ run_id: string }>(
    `select r.id as run_id from fermata.run r join fermata.request q on q.id = r.request_id
     where q.text like '%' || $1 || '%'`,
    [`${job.name}:`],
  );
  const runId = known[0]?.run_id ?? runKeyOf(workspace, job);
  const tables = {
    run: "select id, status, token, attempts, lease_until, next_try_at, stop_by, end_reason, end_detail from fermata.run where id = $1",
    call: "select id, status, outcome, taken_at, decided_by from fermata.human_call where run_id = $1",
    outbox:
      "select op_key, type, state, version, shown_version, ts, attempts, next_at, lease_until, unknown_outcome, last_error from fermata.outbox where run_id = $1",
    inbox:
      "select id, body, handled_at, attempts from fermata.inbox where body like '%' || $1 || '%'",
  };
  const rows: string[] = [];
  for (const [name, text] of Object.entries(tables)) {
    for (const row of await stage.rows(text, [runId]))
      rows.push(`  ${name} ${JSON.stringify(row)}`);
  }
  return [`--- ${job.kind} "${job.name}" [${signs.join(" ")}]`, ...shown, ...rows].join("\n");
}
