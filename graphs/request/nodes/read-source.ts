import type { AgentOut } from "../../../src/domain/agent-io.js";
import { Source } from "../../../src/domain/source.js";
import type { TaskLine } from "../../../src/domain/task.js";
import { FermataError, hasCode } from "../../../src/errors.js";
import type { Ports } from "../../ports.js";
import { numberClaims } from "../rules/claims.js";
import { lineOf } from "../rules/lines.js";
import { whyNotDone } from "../rules/not-done.js";
import { told } from "../rules/told.js";
import type { WorkItem } from "../rules/work-item.js";
import type { Update } from "../state.js";

const UNREADABLE = [
  "FETCH_REFUSED",
  "FETCH_FAILED",
  "FILE_UNREADABLE",
  "CHANNEL_UNREADABLE",
  "READ_LIMIT",
] as const;

/** Reads one source and finds the claims in it; a source that cannot be read is named in the result. */
export function createReadSource(ports: Ports): (item: WorkItem) => Promise<Update> {
  return async (item) => {
    const { task, input, offer } = item;
    const { runId } = input;
    if (!offer) return { tasks: { [task.id]: { ...task, state: "skipped" } } };
    const { n, ...offered } = offer;
    const document = await readOrReason(ports, { runId, key: `read:${task.id}` }, offered);
    if ("reason" in document) return leaveOut(ports, item, document.reason);
    if (input.fire && document.nothingNew) {
      const quiet = { ...task, state: "done" as const, note: "nothing new", nothingNew: true };
      await ports.record(
        { runId, key: `done:${task.id}` },
        {
          lines: [lineOf(quiet)],
          facts: [{ kind: "task_done", data: { task: task.id, claims: 0 } }],
        },
      );
      return { tasks: { [task.id]: quiet } };
    }
    const source = Source.parse({ ...document.source, n });
    const { body } = await ports.artifacts.load(document.artifactId);
    const found = await researched(ports, item, { source, title: document.title, text: body });
    if ("reason" in found) return leaveOut(ports, item, found.reason);
    const claims = numberClaims(task.id, found.claims, { read: n });
    const saved = await ports.artifacts.save(
      { runId, key: `claims:${task.id}` },
      "claims",
      task.title,
      JSON.stringify(claims),
    );
    const done = {
      ...task,
      state: "done" as const,
      note: found.summary,
      out: saved.id,
      claims: claims.length,
      sourceNs: claims.length > 0 ? [n] : [],
    };
    await ports.record(
      { runId, key: `done:${task.id}` },
      {
        lines: [{ ...lineOf(done), ...opened(source) }],
        facts: [
          { kind: "source_read", data: { task: task.id, artifact: document.artifactId, n } },
          { kind: "task_done", data: { task: task.id, claims: claims.length } },
        ],
      },
    );
    return { tasks: { [task.id]: done }, sources: { [n]: source } };
  };
}

type Found = AgentOut<"research"> | { reason: string };

async function researched(
  ports: Ports,
  { task, input, notes, answers }: WorkItem,
  document: { source: Source; title: string; text: string },
): Promise<Found> {
  try {
    return await ports.agents.research(
      { runId: input.runId, key: `research:${task.id}` },
      {
        ...told(ports, input, notes),
        task: task.done === "" ? task.title : `${task.title}. Done when: ${task.done}`,
        document,
        claims: [],
        answers,
      },
    );
  } catch (error) {
    const reason = whyNotDone(error);
    if (reason === null) throw error;
    return { reason };
  }
}

/** The job goes on without this source; its result says why. */
async function leaveOut(ports: Ports, item: WorkItem, reason: string): Promise<Update> {
  const { task, input } = item;
  const failed = { ...task, state: "failed" as const, note: reason };
  await ports.record(
    { runId: input.runId, key: `done:${task.id}` },
    { lines: [lineOf(failed)], facts: [{ kind: "task_failed", data: { task: task.id } }] },
  );
  return { tasks: { [task.id]: failed } };
}

/** Where people can open what was read. */
function opened(source: Source): Pick<TaskLine, "sources"> {
  return source.url === null ? {} : { sources: [{ url: source.url, label: source.label }] };
}

async function readOrReason(
  ports: Ports,
  ...read: Parameters<Ports["sources"]["read"]>
): Promise<Awaited<ReturnType<Ports["sources"]["read"]>> | { reason: string }> {
  try {
    return await ports.sources.read(...read);
  } catch (error) {
    const unreadable = UNREADABLE.some((code) => hasCode(error, code));
    if (!unreadable) throw error;
    const detail = error instanceof FermataError ? error.detail : undefined;
    return { reason: (detail ?? "could not be read").replace(/\.$/u, "").slice(0, 200) };
  }
}
