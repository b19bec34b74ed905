import { people } from "../../../playground/seed/ids.js";
import { seededRandom } from "../../../playground/workspace/faults.js";
import type { Message } from "../../../playground/workspace/types.js";
import { controls, fromBot, read } from "../../support/steps.js";
import type { FaultCase, Shown } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { deploy } from "../harness/deploy.js";
import { faultBuild, type Patch } from "../harness/fault-build.js";
import { askFor, endOf, type Job, openFor, sayYes, seeThrough } from "../harness/jobs.js";
import type { Stage } from "../harness/stage.js";
import { pick } from "./f06-posting.js";

const graph = "graphs/request/v1.ts";
const inGraph = (find: string, replace: string): Patch => ({ file: graph, find, replace });
const target = '"reconcile",\n  "hold",';
const node = '.addNode("hold", createHold(ports))';
const edges = '.addConditionalEdges("hold", route, to)';
const way = 'return next.to === "end" ? END : next.to;';

/** What a deploy changes; where it is nothing that a waiting job rests on, that goes on. */
const changes: { name: string; goesOn: boolean; patches: Patch[] }[] = [
  {
    name: "a node renamed",
    goesOn: false,
    patches: [
      inGraph(target, '"reconcile",\n  "wait",'),
      inGraph(node, '.addNode("wait", createHold(ports))'),
      inGraph(edges, '.addConditionalEdges("wait", route, to)'),
      inGraph(way, 'return next.to === "end" ? END : next.to === "hold" ? "wait" : next.to;'),
    ],
  },
  {
    name: "a node removed",
    goesOn: false,
    patches: [
      inGraph(target, '"reconcile",'),
      inGraph(node, ""),
      inGraph(edges, ""),
      inGraph(way, 'return next.to === "end" || next.to === "hold" ? END : next.to;'),
    ],
  },
  {
    name: "a question before the pending one",
    goesOn: false,
    patches: [
      {
        file: "graphs/request/nodes/hold.ts",
        find: "    const ids = open.map(",
        replace: "    interrupt({ calls: ['call_of_somebody_else'] });\n    const ids = open.map(",
      },
    ],
  },
  {
    name: "a field of another type",
    goesOn: false,
    patches: [
      {
        file: "graphs/request/state.ts",
        find: 'title: z.string().default(""),',
        replace: "title: z.number().default(0),",
      },
    ],
  },
  {
    name: "the prompts changed",
    goesOn: true,
    patches: [
      {
        file: "src/agents/prompt-file.ts",
        find: "const body = parts[2]!.trim();",
        replace: "const body = `${parts[2]!.trim()}\\n\\nWrite plainly.`;",
      },
    ],
  },
];

/** F50: a deploy changes the graph while a job waits, before or after somebody answers. */
export const changedGraphCase: FaultCase = {
  id: "F50",
  title: "a deploy with another graph while a job waits",
  expected: "it goes on, or ends visibly and starts again with what is known",
  stage: {},
  async run(on, seed) {
    const change = pick(changes, seed);
    const [before, after] = [await faultBuild(), await faultBuild(change.patches)];
    const isEarly = seededRandom(seed)() < 0.5;
    const job = askFor(on.workspace, "approve", `${change.name} ${seed} ${Date.now()}`);
    const card = await heldCard(on, job);
    try {
      if (isEarly) {
        for (const worker of on.workers) await worker.term();
        await press(on, job, card);
      }
      const { codes } = await deploy(on.processes, after.program);
      if (!isEarly) await press(on, job, card);
      const shown = change.goesOn ? await ends(on, job) : await isLeftBehind(on, job);
      if (change.name === "a node renamed") shown.wrong?.push(...(await startsAgain(on, job)));
      const stopped = codes.filter((code) => code !== 0).map((code) => `ended with ${code}`);
      const live = await on.rows("select 1 from fermata.run where ended_at is null");
      if (live.length > 0) stopped.push(`${live.length} runs have no end`);
      return {
        ...shown,
        more: { change: change.name, answered: isEarly ? "before" : "after" },
        wrong: [...(shown.wrong ?? []), ...stopped],
      };
    } finally {
      await deploy(on.processes, before.program);
    }
  },
};

/** The open card of a job that waits. */
export async function heldCard(
  { workspace }: Pick<Stage, "workspace">,
  job: Job,
): Promise<Message> {
  return workspace.waitFor(
    (w) => {
      const isHeld = w.sessionOf(job.channel, job.thread)?.status === "suspended";
      return isHeld ? fromBot(w, job).findLast((one) => openFor(one) !== null) : undefined;
    },
    { timeoutMs: 90_000, what: "a job that waits" },
  );
}

/** Says yes on a card, as often as Slack says that it did not arrive. */
async function press(on: Stage, job: Job, card: Message): Promise<void> {
  const { workspace } = on;
  await workspace.waitFor((w) => w.connected(), { timeoutMs: 60_000, what: "a bot" });
  while (!(await sayYes(workspace, job, workspace.message(job.channel, card.ts) ?? card))) {
    await workspace.waitFor((w) => w.connected(), { timeoutMs: 60_000, what: "a bot" });
  }
}

async function ends(on: Stage, job: Job): Promise<Shown> {
  const end = await seeThrough(on.workspace, job);
  const wrong = end === "completed" ? [] : [`it ended as ${end}`];
  return { counted: count(on.workspace, [job], on.watch), wrong };
}

async function isLeftBehind(on: Stage, job: Job): Promise<Shown> {
  const end = await message(on, job, "run.restart");
  await on.workspace.waitFor((w) => endOf(w, job), { timeoutMs: 60_000, what: "the job's end" });
  const wrong = /Fermata was updated while this job waited/.test(read(end))
    ? []
    : ["it does not say why"];
  if (fromBot(on.workspace, job).some((one) => controls(one).includes("run.redo")))
    wrong.push("it has a result");
  return { counted: count(on.workspace, [job], on.watch), wrong };
}

/** Presses "Start again with what is known", approves once more, and has the result. */
async function startsAgain(on: Stage, job: Job): Promise<string[]> {
  const end = await message(on, job, "run.restart");
  const at = { user: people.maya, channel: job.channel, ts: end.ts, actionId: "run.restart" };
  if (!(await on.workspace.click(at)).acked) return ["the button was not heard"];
  await press(on, job, await heldCard(on, job));
  await message(on, job, "run.redo");
  return [];
}

function message({ workspace }: Stage, job: Job, control: string): Promise<Message> {
  return workspace.waitFor(
    (w) => fromBot(w, job).findLast((one) => controls(one).includes(control)),
    { timeoutMs: 90_000, what: `a message with ${control}` },
  );
}
