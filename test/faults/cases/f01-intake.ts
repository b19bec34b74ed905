import type { FaultCase, Shown } from "../harness/case.js";
import type { JobKind } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";
import { dieOnce, pairStage as stage, pick } from "./f06-posting.js";

const kinds: JobKind[] = ["answer", "approve", "post", "question"];

/** Asks, while a process dies at a fault point on the way in, and sees the job through. */
const dieAt = (on: Stage, seed: number, label: string): Promise<Shown> =>
  dieOnce(on, seed, { who: "bots", at: `${label}:1`, kind: pick(kinds, seed) });

/** F01–F03: the bot dies on the way in. */
export const intakeCases: FaultCase[] = [
  {
    id: "F01",
    title: "kill -9 after an event came, before it is stored",
    expected: "not acknowledged, so Slack delivers it again: exactly one job",
    stage,
    fast: true,
    run: (on, seed) => dieAt(on, seed, "slack.event-received"),
  },
  {
    id: "F02",
    title: "kill -9 after the event is stored, before the ack",
    expected: "the redelivery finds the first one: one job",
    stage,
    run: (on, seed) => dieAt(on, seed, "intake.committed"),
  },
  {
    id: "F03",
    title: "kill -9 after the ack, before the queue has it",
    expected: "the sweeper of another process wakes it",
    stage,
    run: (on, seed) => dieAt(on, seed, "queue.before-wake"),
  },
];
