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

/** Runs one seed; a throw is a failure with its words. */
export async function runSeed(
  one: AnyCase,
  stage: Stage | null,
  seed: number,
  options: { full: boolean },
): Promise<SeedResult> {
  const startedMs = performance.now();
  const took = () => Math.round(performance.now() - startedMs);
  try {
    const shown: Partial<Shown> =
      "runAlone" in one
        ? await one.runAlone(seed, options)
        : await one.run(onStage(stage), seed, options);
    const twice = (await stage?.decidedTwice()) ?? [];
    if (shown.counted && twice.length > shown.counted.doubledDecisions)
      shown.counted.doubledDecisions = twice.length;
    const wrong = [...(shown.counted ? wrongIn(shown.counted) : []), ...(shown.wrong ?? [])];
    return { seed, ok: wrong.length === 0, wrong, shown, tookMs: took() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { seed, ok: false, wrong: [words], shown: {}, tookMs: took() };
  }
}

function onStage(stage: Stage | null): Stage {
  if (!stage) throw new Error("This case needs a stage.");
  return stage;
}
