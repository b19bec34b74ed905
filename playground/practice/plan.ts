import { pointsOf } from "./comparison.js";
import { askTasks } from "./asks.js";
import type { Input } from "./shapes.js";
import { cut } from "./words.js";

const MOST_TASKS = 20;

/** One read task for each source, one for each thing that people are asked, and what the goal demands as criteria. */
export function plan(input: Input): object {
  const reads = input.sources.slice(0, MOST_TASKS).map((source, at) => ({
    id: `t${at + 1}`,
    title: cut(titleFor(source.kind, source.label), 120),
    kind: "read",
    source: source.id,
    needs: [],
    done: "Its facts are noted with the words they stand on.",
    who: null,
    others: [],
    fn: "answer",
    what: "",
    items: [],
    several: false,
    dueOn: null,
    need: null,
    fields: [],
  }));
  const tasks = [...reads, ...askTasks(input, reads.length + 1)].slice(0, MOST_TASKS);
  return {
    tasks,
    criteria: criteriaOf(input).slice(0, 10),
    estimateMinutes: Math.max(1, Math.ceil((tasks.length + 2) / 2)),
  };
}

function titleFor(kind: string, label: string): string {
  if (kind === "thread") return "Read this thread";
  if (kind === "result") return "Read the earlier result";
  return `Read ${label}`;
}

function criteriaOf(input: Input): string[] {
  const { goal, sources } = input;
  const criteria = ["Every fact names its source."];
  if (/\bone[- ]page/i.test(goal)) criteria.unshift("It fits on one page.");
  if (/\b(?:check|verify)\w*\b[^.]*\bagainst\b/i.test(goal)) {
    const pages = sources.filter((source) => source.kind === "page").map((source) => source.label);
    if (pages.length > 0) criteria.push(cut(`It is checked against ${pages.join(", ")}.`, 300));
  }
  for (const point of pointsOf(goal)) criteria.push(cut(`It compares ${point}.`, 300));
  return criteria;
}
