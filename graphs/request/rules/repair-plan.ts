import { PlannedTask } from "../../../src/domain/task.js";
import type { RequestInput } from "../../ports.js";
import type { TaskRecord } from "../state.js";
import { cleanFields, MOST_FIELDS } from "./form-fields.js";
import { mergeAsks } from "./merge-asks.js";
import { acyclicNeeds, allNeeds } from "./needs.js";
import { pickNamed, pickPerson } from "./pick-person.js";
import { uniqueIds } from "./task-ids.js";

type PlanInput = Pick<RequestInput, "sources" | "people" | "requester" | "limits">;

/**
 * Makes a plan that can run, whatever the planner said: known sources, each read once; ids of their own; needs that
 * exist and form no circle; questions only to people of the request; at most `limits.maxTasks` tasks, reads first.
 */
export function repairPlan(
  planned: PlannedTask[],
  input: PlanInput,
  isOnDraft: (fn: string) => boolean = () => false,
): Record<string, TaskRecord> {
  const reads = new Map<string, string>();
  const renamed = new Map<string, string>();
  const tasks: TaskRecord[] = [];
  const named = uniqueIds(planned);
  for (const task of named.tasks) {
    const source = input.sources.find((one) => one.id === task.source);
    if (task.kind === "ask") {
      tasks.push(asking(task, input, isOnDraft(task.fn)));
    } else if (task.kind === "research") {
      tasks.push(record(task, {}));
    } else if (source && !reads.has(source.id)) {
      reads.set(source.id, task.id);
      tasks.push(record(task, { source: source.id }));
    } else if (source) {
      renamed.set(task.id, reads.get(source.id) ?? task.id);
    }
  }
  tasks.unshift(...missingReads(input, reads, named.taken));
  const merged = mergeAsks(draftLast(withNeeds(tasks, renamed)));
  const kept = cap(merged, input.limits.maxTasks);
  const sound = acyclicNeeds(kept);
  return Object.fromEntries(needReads(sound).map((task) => [task.id, task]));
}

/** A question to people of the request, with a form to fall back to where its function cannot be asked like this. */
function asking(task: PlannedTask, input: PlanInput, onDraft: boolean): TaskRecord {
  const { fn, what, items, several, dueOn, need } = task;
  const who = pickPerson(task.who, input);
  const others = task.others.flatMap((name) => pickNamed(name, input) ?? []);
  const unique = new Map([who, ...others].map((one) => [one.id, one]));
  unique.delete(who.id);
  return record(task, {
    fn,
    what,
    items: [...items],
    several,
    dueOn,
    need,
    fields: askFields(task, [input.requester, ...input.people]),
    who,
    others: [...unique.values()],
    onDraft,
  });
}

/** What is asked about the draft comes after all else: nothing can need it, and it needs nothing. */
function draftLast(tasks: TaskRecord[]): TaskRecord[] {
  const late = new Set(tasks.filter((task) => task.onDraft).map((task) => task.id));
  return tasks.map((task) => ({
    ...task,
    needs: late.has(task.id) ? [] : task.needs.filter((id) => !late.has(id)),
  }));
}

function record(task: PlannedTask, change: Partial<TaskRecord>): TaskRecord {
  return {
    id: task.id,
    title: task.title,
    kind: task.kind,
    needs: [...task.needs],
    done: task.done,
    source: null,
    who: null,
    others: [],
    onDraft: false,
    fn: "answer",
    what: "",
    items: [],
    several: false,
    dueOn: null,
    need: null,
    fields: [],
    state: "todo",
    note: "",
    out: null,
    claims: 0,
    sourceNs: [],
    callId: null,
    ...change,
  };
}

function askFields(task: PlannedTask, people: PlanInput["people"]): TaskRecord["fields"] {
  const fields = cleanFields(task.fields, people).slice(0, MOST_FIELDS);
  if (fields.length > 0) return fields;
  const label = (task.what || task.title).slice(0, 150);
  return cleanFields([{ name: "answer", label, type: "long_text" }]);
}

function missingReads(
  input: PlanInput,
  reads: Map<string, string>,
  taken: Set<string>,
): TaskRecord[] {
  return input.sources
    .filter((source) => !reads.has(source.id))
    .map((source, index) => {
      let id = `read${index + 1}`;
      while (taken.has(id)) id = `${id}x`;
      taken.add(id);
      const title = `Read ${source.label}`;
      return readTask(id, title, source.id);
    });
}

/** A task that reads one source. */
export function readTask(id: string, title: string, source: string): TaskRecord {
  return record(PlannedTask.parse({ id, title: title.slice(0, 120), kind: "read" }), { source });
}

function withNeeds(tasks: TaskRecord[], renamed: Map<string, string>): TaskRecord[] {
  return tasks.map((task) => ({
    ...task,
    needs: [...new Set(task.needs.map((id) => renamed.get(id) ?? id))],
  }));
}

function cap(tasks: TaskRecord[], maxTasks: number): TaskRecord[] {
  if (tasks.length <= maxTasks) return tasks;
  const reads = tasks.filter((task) => task.kind === "read").slice(0, maxTasks);
  const others = tasks.filter((task) => task.kind !== "read").slice(0, maxTasks - reads.length);
  return tasks.filter((task) => reads.includes(task) || others.includes(task));
}

/** A look through what was found needs something found: without a read among its needs it needs all of them. */
function needReads(tasks: TaskRecord[]): TaskRecord[] {
  const needsOf = new Map(tasks.map((task) => [task.id, task.needs]));
  const reads = tasks.filter((task) => task.kind === "read").map((task) => task.id);
  return tasks.map((task) => {
    if (task.kind !== "research") return task;
    const all = allNeeds(task.needs, needsOf);
    return reads.some((id) => all.has(id)) ? task : { ...task, needs: [...task.needs, ...reads] };
  });
}
