import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { armAll } from "../harness/die-at.js";
import { askFor, openFor, seeThrough } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";
import { fromBot } from "../../support/steps.js";
import { pairStage, pick, wrongWith } from "./f06-posting.js";

/** Waits for the card, and only then arms what kills: at the decision, or while the job resumes on it. */
async function dieAfterCard(
  on: Stage,
  seed: number,
  plan: { who: "bots" | "workers"; at: string; kind: "approve" | "post" },
): Promise<Shown> {
  const job = askFor(
    on.workspace,
    plan.kind,
    `${plan.at} ${seed} ${Math.round(performance.now())}`,
  );
  await on.workspace.waitFor((w) => fromBot(w, job).some((one) => openFor(one) !== null), {
    timeoutMs: 90_000,
    what: "the card",
  });
  const armed = armAll(on[plan.who], `${plan.at}:1:kill`);
  const pressing = seeThrough(on.workspace, job);
  const wrong: string[] = [];
  await Promise.race([armed.hit(), pressing]);
  const killedMs = performance.now();
  const end = await pressing;
  if (!armed.victim()) wrong.push(`nobody died at ${plan.at}`);
  return {
    counted: count(on.workspace, [job], on.watch),
    more: {
      kills: armed.victim() ? 1 : 0,
      "max seconds to the end": Math.round((performance.now() - killedMs) / 1000),
    },
    wrong: [...wrong, ...wrongWith(on, job, end)],
  };
}

/** F09 and F10: the process dies between a decision and what follows from it. */
export const resumeCases: FaultCase[] = [
  {
    id: "F09",
    title: "kill -9 after a decision is stored, before the job resumes",
    expected: "it goes on with that decision, by itself",
    stage: pairStage,
    fast: true,
    run: (on, seed) =>
      dieAfterCard(on, seed, {
        who: "bots",
        at: pick(["decision.committed", "click.acked", "click.committed"], seed),
        kind: pick(["approve", "post"], seed),
      }),
  },
  {
    id: "F10",
    title: "kill -9 in mid resume, and in the middle of an effect",
    expected: "an effect with a key happens once",
    stage: pairStage,
    run: (on, seed) =>
      dieAfterCard(on, seed, {
        who: "workers",
        at: pick(
          [
            "effect.before-commit",
            "run.resuming",
            "graph.driven",
            "finish.before-commit",
            "run.claimed",
          ],
          seed,
        ),
        kind: "post",
      }),
  },
];
