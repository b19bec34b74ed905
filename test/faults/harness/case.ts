import { type Counted, wrongIn } from "./checker.js";
import type { Stage, StageSettings } from "./stage.js";

/** What one seed of a case showed: counts, and figures of its own such as model calls. */
export interface Shown {
  counted: Counted;
  /** Figures to print, by name. */
  more?: Record<string, number | string>;
  /** What is wrong besides the counts, in words. */
  wrong?: string[];
}

/** One row of the fault matrix. */
export interface FaultCase {
  /** `F01` … `F52`. */
  id: string;
  /** What goes wrong, in a few words. */
  title: string;
  /** What must be so afterwards. */
  expected: string;
  /** One stage for all seeds, or a seed's own. */
  stage: StageSettings | ((seed: number) => StageSettings);
  /** A stage of its own, because it leaves the servers in disorder. */
  ownStage?: boolean;
  /** A message may be seen twice for a moment, as docs/adr/12 allows where a process wakes late. */
  brieflyTwice?: boolean;
  /** In the subset that `npm test` runs. */
  fast?: boolean;
  /** Makes it go wrong once; everything random follows from the seed. `full` has the matrix's own durations and sizes. */
  run(stage: Stage, seed: number, options: { full: boolean }): Promise<Shown>;
}

/** A case that needs no stage: a table or a generator against rules. */
export interface PureCase extends Pick<FaultCase, "id" | "title" | "expected" | "fast"> {
  runAlone(seed: number, options: { full: boolean }): Promise<Omit<Shown, "counted">>;
}

/** A row of the matrix of either kind. */
export type AnyCase = FaultCase | PureCase;

/** How one seed went. */
export interface SeedResult {
  seed: number;
  ok: boolean;
  wrong: string[];
  shown: Partial<Shown>;
  tookMs: number;
}

/** Of each process, where a seed fails. */
const MOST_WARNINGS = 12;
/** A seed that takes this long never ends; with the matrix's own sizes some take half an hour. */
const LIMIT_MS = { short: 600_000, full: 7_200_000 };

/** Runs one seed on the stage that `open` gives; a throw, also of the stage, is a failure with its words. */
export async function runSeed(
  one: AnyCase,
  open: () => Promise<Stage>,
  seed: number,
  options: { full: boolean },
): Promise<SeedResult> {
  const startedMs = performance.now();
  const took = () => Math.round(performance.now() - startedMs);
  try {
    const shown = await inTime(runOnce(one, open, seed, options), options.full);
    const wrong = [...(shown.counted ? wrongIn(shown.counted) : []), ...(shown.wrong ?? [])];
    return { seed, ok: wrong.length === 0, wrong, shown, tookMs: took() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { seed, ok: false, wrong: [words], shown: {}, tookMs: took() };
  }
}

async function runOnce(
  one: AnyCase,
  open: () => Promise<Stage>,
  seed: number,
  options: { full: boolean },
): Promise<Partial<Shown>> {
  if ("runAlone" in one) return one.runAlone(seed, options);
  const stage = await open();
  const known = stage.watch.everDoubled().length;
  const said = warningsFromNow(stage);
  const shown = await one.run(stage, seed, options).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error([words, ...said()].join("\n"), { cause: error });
  });
  const ever = stage.watch.everDoubled().slice(known);
  shown.more = { ...shown.more, "ever twice": ever.length };
  if (ever.length > 0 && !one.brieflyTwice)
    shown.wrong = [...(shown.wrong ?? []), `seen twice for a moment: ${ever.join(", ")}`];
  const twice = await stage.decidedTwice();
  if (twice.length > shown.counted.doubledDecisions) shown.counted.doubledDecisions = twice.length;
  const isWrong = wrongIn(shown.counted).length > 0 || (shown.wrong ?? []).length > 0;
  if (isWrong) shown.wrong = [...(shown.wrong ?? []), ...said()];
  return shown;
}

/** What a case is judged by is what people saw; this is for finding out why. */
function warningsFromNow({ processes }: Stage): () => string[] {
  const marks = processes.map(({ lines }) => lines.length);
  return () =>
    processes.flatMap(({ name, lines }, n) =>
      lines
        .slice(marks[n])
        .filter((line) => /"level":[456]0|^fault:/.test(line))
        .slice(-MOST_WARNINGS)
        .map((line) => `${name}: ${line.slice(0, 300)}`),
    );
}

/** What loops for ever is left behind: the stage is closed then, so that it finds nothing any more. */
async function inTime<T>(running: Promise<T>, isFull: boolean): Promise<T> {
  const ms = isFull ? LIMIT_MS.full : LIMIT_MS.short;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${ms / 60_000} minutes`)), ms);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
