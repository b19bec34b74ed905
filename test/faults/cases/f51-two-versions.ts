import { fromBot, read } from "../../support/steps.js";
import type { FaultCase } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { deploy } from "../harness/deploy.js";
import { faultBuild, type Patch } from "../harness/fault-build.js";
import { askFor, type Job, type JobKind, seeThrough } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";
import { pick } from "./f06-posting.js";
import { heldCard } from "./f50-changed-graph.js";

/** The next build has a version more; its jobs show it in their name. */
const nextBuild: Patch[] = [
  {
    file: "graphs/versions.ts",
    find: '  current: "v1",\n  loadable: { v1 },',
    replace: `  current: "v2",
  loadable: {
    v1,
    v2: {
      ...v1,
      build: (ports, saver) => {
        const named = (change) => (change.title ? { ...change, title: change.title + " of v2" } : change);
        return v1.build({ ...ports, record: (step, change) => ports.record(step, named(change)) }, saver);
      },
    },
  },`,
  },
];

const kinds: JobKind[] = ["approve", "question", "post"];

/** F51: every process is replaced under load, and for a while old and new ones have jobs of both versions. */
export const twoVersionsCase: FaultCase = {
  id: "F51",
  title: "rolling deploy under load, two versions of the graph side by side",
  expected: "nothing failed or repeated; each job ends on its version",
  stage: { bots: 2, workers: 2 },
  async run(on, seed) {
    const [before, after] = [await faultBuild(), await faultBuild(nextBuild)];
    const ask = (kind: JobKind) => askFor(on.workspace, kind, `roll ${seed} ${nth++}`);
    const first = kinds.map(ask);
    await Promise.all(first.map((job) => heldCard(on, job)));
    try {
      // While it rolls: some that wait are answered, and new ones are asked for.
      const rolling = deploy([...on.bots, ...on.workers], after.program);
      const meanwhile = [ask(pick(kinds, seed)), ask("answer")];
      const early = [...meanwhile, ...first.slice(0, 1 + (seed % 2))];
      const endings = Promise.all(early.map((job) => seeThrough(on.workspace, job)));
      const { codes, mostMs } = await rolling;
      await endings;
      const late = [ask("approve"), ask("answer")];
      for (const job of [...first, ...late]) await seeThrough(on.workspace, job);
      const jobs = [...first, ...meanwhile, ...late];
      const counted = count(on.workspace, jobs, on.watch);
      return {
        counted,
        more: { "drain ms": mostMs },
        wrong: [
          ...(counted.completed < jobs.length ? [`${jobs.length - counted.completed} failed`] : []),
          ...first.filter((job) => isOfV2(on, job)).map(() => "an old job ended on v2"),
          ...late.filter((job) => !isOfV2(on, job)).map(() => "a new job ended on v1"),
          ...codes.filter((code) => code !== 0).map((code) => `ended with ${code}`),
          ...(mostMs > 10_000 ? [`a process took ${mostMs} ms to end`] : []),
        ],
      };
    } finally {
      await deploy(on.processes, before.program);
    }
  },
};

let nth = Date.now();

function isOfV2({ workspace }: Stage, job: Job): boolean {
  return fromBot(workspace, job).some((one) => read(one).includes("of v2"));
}
