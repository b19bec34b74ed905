import type { TaskLine } from "../../../src/domain/task.js";
import type { State, TaskRecord } from "../state.js";
import { whatNext } from "./what-next.js";

/** Ids of the two steps that every plan ends with; no task may have them. */
export const WRITE_LINE = "write";
export const CHECK_LINE = "check";

/** A task as a line of the status. */
export function lineOf(task: TaskRecord, state: TaskLine["state"] = task.state): TaskLine {
  return { id: task.id, title: task.title, state, note: task.note };
}

/** The line about writing. */
export function writeLine(state: TaskLine["state"], note = ""): TaskLine {
  return { id: WRITE_LINE, title: "Write the draft", state, note };
}

/** The line about checking. */
export function checkLine(state: TaskLine["state"], note = ""): TaskLine {
  return { id: CHECK_LINE, title: "Check every fact", state, note };
}

/** The lines that change because of what comes next, and a sentence about it. */
export function announce(state: State): { lines: TaskLine[]; now: string } {
  const next = whatNext(state);
  switch (next.to) {
    case "work":
      return {
        lines: next.tasks.map((task) => lineOf(task, task.kind === "ask" ? "asking" : "doing")),
        now: next.tasks.some((task) => task.kind === "read")
          ? "Now reading"
          : "Now going through what was found",
      };
    case "reconcile":
      return { lines: [], now: "Now comparing the sources" };
    case "draft":
      return { lines: [writeLine("doing"), checkLine("todo")], now: "Now writing" };
    case "check":
      return { lines: [checkLine("doing")], now: "Now checking every fact" };
    case "hold":
      return { lines: [], now: "Waiting for an answer" };
    case "post":
      return { lines: [], now: "Now posting" };
    case "plan":
      return { lines: [], now: "Now planning" };
    case "triage":
      return { lines: [], now: "Reading your request" };
    case "afford":
    case "salvage":
    case "end":
      return { lines: [], now: "" };
  }
}

/** One line per id, the last one said, in the order in which they first came. */
export function oneEach(lines: TaskLine[]): TaskLine[] {
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}
