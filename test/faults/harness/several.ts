import { seededRandom } from "../../../playground/workspace/faults.js";
import type { Shown } from "./case.js";
import { count } from "./checker.js";
import { askFor, type Job, type JobKind, seeThrough } from "./jobs.js";
import type { Stage } from "./stage.js";

const kinds: JobKind[] = ["answer", "approve", "post"];

/** Asks for several things at once, of kinds that follow from the seed. */
export function askSeveral(on: Stage, seed: number, name: string, howMany: number): Job[] {
  const random = seededRandom(seed);
  return Array.from({ length: howMany }, (_, n) => {
    const kind = kinds[Math.floor(random() * kinds.length)] ?? "answer";
    return askFor(on.workspace, kind, `${name} ${seed}.${n} ${Math.round(performance.now())}`);
  });
}

/** Sees all of them through and counts; anything but `completed` is wrong. */
export async function seeAll(
  on: Stage,
  jobs: readonly Job[],
  options: { timeoutMs?: number; more?: Shown["more"]; wrong?: readonly string[] } = {},
): Promise<Shown> {
  const ends = await Promise.all(
    jobs.map((job) =>
      seeThrough(on.workspace, job, { timeoutMs: options.timeoutMs ?? 120_000 }).catch(
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      ),
    ),
  );
  const wrong = ends.flatMap((end, n) => (end === "completed" ? [] : [`${jobs[n]?.name}: ${end}`]));
  return {
    counted: count(on.workspace, jobs, on.watch),
    more: options.more ?? {},
    wrong: [...wrong, ...(options.wrong ?? [])],
  };
}

/** Resolves at the n-th call to the model or change of what people see from now on, so that a fault hits work. */
export async function afterMoments(on: Stage, n: number): Promise<void> {
  let left = n;
  let end = () => undefined as void;
  const reached = new Promise<void>((resolve) => {
    const moment = () => {
      left -= 1;
      if (left <= 0) resolve();
    };
    const ends = [on.workspace.world.onChange(moment), on.model.onMoment(moment)];
    end = () => ends.forEach((one) => one());
  });
  await reached;
  end();
}

/** Real time that a fault lasts: what a case is about, nothing that it waits for. */
export function lasting(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The processes' ids; equal before and after, nobody has died. */
export function pids(on: Stage): string {
  return on.processes.map((one) => one.pid()).join(" ");
}

/** Asks for one thing more and gives the milliseconds until the model is asked about it: work goes on again. */
export async function untilWorkGoesOn(on: Stage): Promise<{ probe: Job; tookMs: number }> {
  const startedMs = performance.now();
  const probe = askFor(on.workspace, "answer", `probe ${Math.round(startedMs)}`);
  const isAsked = () => on.model.asked.some(({ user }) => user.includes(probe.name));
  while (!isAsked()) {
    if (performance.now() - startedMs > 120_000) throw new Error("Nothing went on.");
    await afterMoments(on, 1);
  }
  return { probe, tookMs: Math.round(performance.now() - startedMs) };
}

/** Resolves when all of these requests are rows: accepted, whatever else is away. Gives the milliseconds it took. */
export async function untilStored(on: Stage, jobs: readonly Job[]): Promise<number> {
  const startedMs = performance.now();
  const tookMs = () => Math.round(performance.now() - startedMs);
  for (;;) {
    const [row] = await on.rows<{ n: number }>(
      "select count(*)::int as n from fermata.request where text like any ($1)",
      [jobs.map(({ name }) => `%${name}%`)],
    );
    if ((row?.n ?? 0) >= jobs.length) return tookMs();
    if (tookMs() > 20_000 + 100 * jobs.length) throw new Error("Requests were not taken.");
    await lasting(50);
  }
}
