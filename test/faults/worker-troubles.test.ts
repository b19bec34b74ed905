import { count, wrongIn } from "./harness/checker.js";
import { askFor, endOf, type Job, seeThrough } from "./harness/jobs.js";
import { openStage, type Stage, type StageSettings } from "./harness/stage.js";
import { fromBot, read } from "../support/steps.js";

let on: Stage;
afterEach(() => on.close());

async function opened(settings: StageSettings): Promise<void> {
  on = await openStage(settings);
}

const starts = (processes: Stage["processes"]) =>
  processes.flatMap(({ lines }) => lines).filter((line) => line.includes('"msg":"ready"')).length;

/** Resolves when the model was asked once more, and holds its answers until `release`. */
async function askAndHold(name: string): Promise<{ job: Job; release: () => void }> {
  const before = on.model.asked.length;
  const release = on.model.hold();
  const job = askFor(on.workspace, "answer", name);
  await new Promise<void>((resolve) => {
    const off = on.model.onMoment(() => {
      if (on.model.asked.length === before) return;
      off();
      resolve();
    });
  });
  return { job, release };
}

it("quarantines the one job that ends its worker each time, and finishes all others", async () => {
  await opened({
    workers: 2,
    patches: [
      {
        file: "src/agents/create-agents.ts",
        find: "      const given = form.in.parse(input)",
        replace: `      if (JSON.stringify(input).includes("mortal")) process.kill(process.pid, "SIGKILL");
      const given = form.in.parse(input)`,
      },
    ],
  });
  const before = starts(on.workers);
  const names = Array.from({ length: 20 }, (_, n) => `number ${n}`);
  const jobs = [...names.slice(0, 5), "mortal", ...names.slice(5)].map((name) =>
    askFor(on.workspace, "answer", name),
  );
  const ends = await Promise.all(jobs.map((job) => seeThrough(on.workspace, job)));
  expect(jobs.filter((_, n) => ends[n] === "failed").map(({ name }) => name)).toEqual(["mortal"]);
  const counted = count(on.workspace, jobs, on.watch);
  expect([counted.completed, wrongIn(counted)]).toEqual([20, []]);
  expect(starts(on.workers) - before).toBe(3);
  const mortal = fromBot(on.workspace, jobs[5]!).map(read).join("\n");
  expect(mortal).toContain("I broke off 3 times at the same step.");
  expect(mortal).toContain("Try again");
}, 240_000);

it("hands back on SIGTERM what it has in hand, and another worker goes on", async () => {
  await opened({ workers: 2 });
  const { job, release } = await askAndHold("rolling");
  // One after the other: whoever had it, the other one goes on.
  for (const worker of on.workers) {
    expect(await worker.term()).toMatchObject({ code: 0 });
    await worker.start();
  }
  release();
  expect(await seeThrough(on.workspace, job)).toBe("completed");
  expect(wrongIn(count(on.workspace, [job], on.watch))).toEqual([]);
  expect(await on.rows("select attempts from fermata.run")).toEqual([{ attempts: 0 }]);
}, 240_000);

it("ends in time although Slack does not answer, and leaves what it had in hand to the next", async () => {
  await opened({});
  const [bot] = on.bots;
  const { job, release } = await askAndHold("stuck");
  await on.workspace.waitFor((w) => fromBot(w, job).length > 0 || undefined, {
    timeoutMs: 60_000,
    what: "the first message of the job",
  });
  // What is on its way by itself would be over before Slack is silent, and leave nothing in hand.
  const moving = "select 1 from fermata.outbox where state = 'due' or lease_until is not null";
  while ((await on.rows(moving)).length > 0);
  on.proxies.slack.mode({ kind: "drop-answers" });
  const known = on.workspace.calls.length;
  await on.rows(`with again as (
    update fermata.outbox set version = version + 1, state = 'due' where type = 'message' returning 1
  ) select pg_notify('fermata_outbox', '') from again`);
  const leased = "select 1 from fermata.outbox where type = 'message' and lease_until is not null";
  await on.workspace.waitFor(
    ({ calls }) => calls.slice(known).some((one) => one.method === "chat.update") || undefined,
    { timeoutMs: 60_000, what: "an edit whose answer is lost" },
  );
  expect(await bot!.term()).toMatchObject({ code: 0 });
  expect(bot!.lines.join("\n")).toContain("Slack did not answer in time: handed back");
  expect(await on.rows(leased)).toEqual([]);
  on.proxies.slack.mode({ kind: "pass" });
  release();
  await bot!.start();
  expect(await seeThrough(on.workspace, job)).toBe("completed");
  expect(wrongIn(count(on.workspace, [job], on.watch))).toEqual([]);
}, 240_000);

it("is cut off, and says so, where the database does not let it end", async () => {
  await opened({});
  const [worker] = on.workers;
  const { release } = await askAndHold("no database");
  on.proxies.postgres?.mode({ kind: "blackhole" });
  const { code } = await worker!.term();
  release();
  expect(code).toBe(1);
  expect(worker!.lines.join("\n")).toMatch(/not closed|did not end within/);
}, 240_000);

it("goes by the database's time, whatever a process's own clock says", async () => {
  await opened({});
  for (const one of on.processes) one.shiftClock(3_600_000);
  const first = askFor(on.workspace, "approve", "fast clocks");
  expect(await seeThrough(on.workspace, first)).toBe("completed");
  for (const one of on.processes) one.shiftClock(-3_600_000);
  const second = askFor(on.workspace, "approve", "slow clocks");
  expect(await seeThrough(on.workspace, second)).toBe("completed");
  const [row] = await on.rows(
    `select count(*) as facts, max(abs(extract(epoch from now() - at)))::float8 as off from fermata.ledger`,
  );
  expect(Number(row?.["facts"])).toBeGreaterThan(5);
  expect(Number(row?.["off"])).toBeLessThan(600);
}, 240_000);

it("accepts and shows once what a database that went back has forgotten", async () => {
  await opened({});
  const { job, release } = await askAndHold("forgotten");
  await on.workspace.waitFor((w) => fromBot(w, job).length > 0 || undefined, {
    timeoutMs: 60_000,
    what: "the first message of the job",
  });
  // As after a failover to a server that was a second behind: the request was never there.
  await on.rows(`do $$ declare t record; begin
    for t in select tablename from pg_tables where schemaname = 'fermata' and tablename not like 'migration%'
    loop execute format('truncate fermata.%I cascade', t.tablename); end loop; end $$`);
  await on.rows(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
  );
  release();
  expect(await seeThrough(on.workspace, job)).toBe("completed");
  expect(wrongIn(count(on.workspace, [job], on.watch))).toEqual([]);
  expect(endOf(on.workspace, job)).toBe("completed");
  const said = on.bots.flatMap(({ lines }) => lines).join("\n");
  expect(said).toContain("the database has forgotten a message that Slack has");
}, 240_000);
