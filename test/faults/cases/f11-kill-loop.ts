import { chaosOn } from "../chaos/chaos.js";
import { chaosStage } from "../chaos/chaos-stage.js";
import type { FaultCase } from "../harness/case.js";

/** F11: processes are killed again and again, at random. */
export const killLoopCase: FaultCase = {
  id: "F11",
  title: "kill loop: random kill -9 every 0.2–2 s",
  expected: "every job has its end; no wake-up is given up",
  stage: chaosStage,
  ownStage: true,
  async run(on, seed, { full }) {
    const { counted, figures, wrong } = await chaosOn(on, {
      runs: full ? 1_000 : 12,
      minutes: full ? 30 : 0,
      seed,
      faultShare: 0,
      only: ["kill worker", "kill bot"],
      pauseMs: { least: 200, more: 1_800 },
      judgesSpeed: full,
    });
    const { kills, recoveryP95Ms } = figures;
    return {
      counted,
      more: { kills: kills ?? 0, "max recoveryP95Ms": recoveryP95Ms ?? 0 },
      wrong,
    };
  },
};
