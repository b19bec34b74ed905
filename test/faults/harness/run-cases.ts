import { type AnyCase, type FaultCase, runSeed } from "./case.js";
import type { CaseReport } from "./report.js";
import { openStage, type Stage, type StageSettings } from "./stage.js";

/** Runs cases one after another, seeds in their order; cases with equal settings share a stage. */
export async function runCases(
  cases: readonly AnyCase[],
  seeds: readonly number[],
  options: { full: boolean; told(report: CaseReport): void },
): Promise<CaseReport[]> {
  const stages = createStages();
  const reports: CaseReport[] = [];
  try {
    for (const one of cases) {
      const report: CaseReport = { one, results: [] };
      for (const seed of seeds) {
        const open = () => stages.for("stage" in one ? settingsOf(one.stage, seed) : {});
        const result = await runSeed(one, open, seed, options);
        report.results.push(result);
        // What a failed seed left behind would be blamed on the next one.
        if (!result.ok || ("ownStage" in one && one.ownStage)) await stages.close();
      }
      reports.push(report);
      options.told(report);
    }
  } finally {
    await stages.close();
  }
  return reports;
}

function settingsOf(stage: FaultCase["stage"], seed: number): StageSettings {
  return typeof stage === "function" ? stage(seed) : stage;
}

/** Keeps one stage open, as long as it is the right one and can be made whole again. */
function createStages(): { for(settings: StageSettings): Promise<Stage>; close(): Promise<void> } {
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
