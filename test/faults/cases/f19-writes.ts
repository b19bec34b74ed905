import { seededRandom } from "../../../playground/workspace/faults.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { failWrites, healWrites, refusedWrites } from "../harness/failing-writes.js";
import { askFor, endOf } from "../harness/jobs.js";
import {
  afterMoments,
  askSeveral,
  lasting,
  pids,
  seeAll,
  untilWorkGoesOn,
} from "../harness/several.js";
import type { Stage } from "../harness/stage.js";

const RESUMED_MS = 20_000;
const troubles = ["disk full", "read-only", "serialization", "deadlock", "for ever"] as const;

/** F19: the database is there and refuses to write. */
export const writesCase: FaultCase = {
  id: "F19",
  title: "Postgres: disk full, read-only, serialization, deadlock",
  expected: "bounded retries, then a visible failure; nothing half done",
  stage: {},
  async run(on, seed, { full }) {
    const trouble = troubles[(seed - 1) % troubles.length] ?? "disk full";
    if (trouble === "for ever") return failsVisibly(on, seed);
    const server = on.postgres!;
    const before = pids(on);
    const jobs = askSeveral(on, seed, trouble, 3);
    await afterMoments(on, 1 + Math.floor(seededRandom(seed)() * 30));
    let refused = 0;
    const wrong: string[] = [];
    if (trouble === "read-only") {
      const known = refusedAsReadOnly(server.logged());
      await server.readOnly(true);
      await lasting(full ? 30_000 : 4_000);
      await server.readOnly(false);
      refused = refusedAsReadOnly(server.logged()) - known;
    } else if (trouble === "disk full") {
      const plan = { sqlstate: "53100" };
      await failWrites(server.sql, plan);
      await lasting(full ? 30_000 : 4_000);
      refused = await refusedWrites(server.sql, plan);
      await healWrites(server.sql);
    } else {
      // More in a row than a transaction is tried again.
      const plan = { sqlstate: trouble === "deadlock" ? "40P01" : "40001", times: 12 };
      await failWrites(server.sql, plan);
      while ((await refusedWrites(server.sql, plan)) < plan.times) await lasting(100);
      refused = plan.times;
      await healWrites(server.sql);
    }
    const { probe, tookMs } = await untilWorkGoesOn(on);
    if (pids(on) !== before) wrong.push("a process died");
    if (refused === 0) wrong.push("no write was refused");
    if (tookMs > RESUMED_MS) wrong.push(`work went on only after ${tookMs} ms`);
    const more = { refused, resumedMs: tookMs };
    return await seeAll(on, [...jobs, probe], { more, wrong });
  },
};

/** Writes that the server refused because it was read-only, by its own log. */
function refusedAsReadOnly(log: string): number {
  return log.split("in a read-only transaction").length - 1;
}

/** Only the steps of jobs cannot be kept, and never will be: the job ends where people see it, and can be tried again. */
async function failsVisibly(on: Stage, seed: number): Promise<Shown> {
  const server = on.postgres!;
  const tables = await server.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'langgraph' and tablename not like '%migration%'`,
  );
  const plan = { sqlstate: "40001" };
  for (const { name } of tables) await failWrites(server.sql, { ...plan, table: name });
  const job = askFor(on.workspace, "answer", `for ever ${seed} ${Math.round(performance.now())}`);
  // The sign under the request comes before the message that says why.
  await on.workspace.waitFor((w) => endOf(w, job) === "failed", {
    timeoutMs: 90_000,
    what: `a visible failure of ${job.name}`,
  });
  const refused = await refusedWrites(server.sql, plan);
  await healWrites(server.sql);
  const wrong: string[] = [];
  if (refused === 0) wrong.push("no write was refused");
  if (refused > 60) wrong.push(`${refused} tries`);
  return { counted: count(on.workspace, [job], on.watch), more: { refused }, wrong };
}
