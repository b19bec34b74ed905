import { type AnyCase, type FaultCase, runSeed } from "./case.js";
import type { CaseReport } from "./report.js";
import { openStage, type Stage, type StageSettings } from "./stage.js";

/**
 * Runs so many cases at once, each with its seeds in their order. Each lane has a stage of its own, with its own servers
 * and processes; cases with equal settings that follow each other in a lane share one. Reports come in the order of the cases.
 */
export async function runCases(
  cases: readonly AnyCase[],
  seeds: readonly number[],
  options: { full: boolean; atOnce?: number; told(report: CaseReport): void },
): Promise<CaseReport[]> {
  const all = cases.map((one) => ({ one, results: [] as CaseReport["results"] }));
  const waiting = [...all];
  const lane = async () => {
    const stages = createStages();
    try {
      for (let report = waiting.shift(); report; report = waiting.shift()) {
        await runSeeds(report, seeds, stages, options);
        options.told(report);
      }
    } finally {
      await stages.close();
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 1 }, lane));
  return all;
}

async function runSeeds(
  { one, results }: Pick<CaseReport, "results"> & { one: AnyCase },
  seeds: readonly number[],
  stages: Stages,
  options: { full: boolean },
): Promise<void> {
  for (const seed of seeds) {
    const open = () => stages.for("stage" in one ? settingsOf(one.stage, seed) : {});
    const result = await runSeed(one, open, seed, options);
    results.push(result);
    // What a failed seed left behind would be blamed on the next one.
    if (!result.ok || ("ownStage" in one && one.ownStage)) await stages.close();
  }
}

function settingsOf(stage: FaultCase["stage"], seed: number): StageSettings {
  return typeof stage === "function" ? stage(seed) : stage;
}

/** Keeps one stage open, as long as it is the right one and can be made whole again. */
interface Stages {
  for(settings: StageSettings): Promise<Stage>;
  close(): Promise<void>;
}

function createStages(): Stages {
  let open: { key: string; stage: Stage } | undefined;
  const close = async () => {
    const last = open;
    open = undefined;
    await last?.stage.close();
  };
  return {
    close,
    async for(settings) {
      const key = JSON.stringify(settings);
      if (open?.key === key) {
        await open.stage.heal();
        return open.stage;
      }
      await close();
      open = { key, stage: await openStage(settings) };
      return open.stage;
    },
  };
}
