import type { ShownOf } from "../../domain/shown.js";
import type { TaskState } from "../../domain/task.js";
import { dateToken } from "../text/dates.js";
import { bold, line, plain } from "../text/escape.js";
import { actions, button, context, section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { planBlock } from "./plan.js";
import { notice, sentence } from "./words.js";

type Status = ShownOf<"status">;

const signs: Record<TaskState, { sign: string; word: string }> = {
  done: { sign: "✓", word: "done" },
  doing: { sign: "▸", word: "now" },
  asking: { sign: "▸", word: "waiting for an answer" },
  todo: { sign: "·", word: "next" },
  failed: { sign: "×", word: "did not work" },
  skipped: { sign: "·", word: "left out" },
};
const mostTasks = 20;

/**
 * The one status message of a run, edited in place, mentions nobody: a plan that ticks (S1), and plain lines (S2)
 * where the workspace refused plans or there is no step yet.
 */
export function statusView(shown: Status, ctx: ViewContext): View {
  const ended = shown.phase !== "working" && shown.phase !== "waiting";
  const now = shown.now.trim();
  const rich = shown.tasks.length > 0 && !ctx.refused.has("block:plan");
  return {
    text: notice(`${line(shown.title, 60)}: ${progress(shown)}.`, sentence(now, 70)),
    blocks: [
      rich ? planBlock(shown, progress(shown), ctx.team.domain) : section(plainLines(shown)),
      ...context(plain(withNow(now, shown.tasks.length), 300), footerOf(shown, ctx)),
      ...actions(shown.canStop && !ended ? [button("Stop", "run.stop", shown.runId)] : []),
    ],
  };
}

function footerOf({ footer, since }: Status, ctx: ViewContext): string {
  const own = plain(footer, 300);
  return since === undefined ? own : `${own} since ${dateToken(since, ctx.tz)}`;
}

function plainLines(shown: Status): string {
  const tasks = shown.tasks.slice(0, mostTasks).map(taskLine);
  const more = shown.tasks.length - tasks.length;
  if (more > 0) tasks.push(`· and ${more} more`);
  return [`${bold(shown.title, 60)}: ${progress(shown)}`, ...tasks].join("\n");
}

/** With steps on show, the step that is `now` says it already. */
function withNow(now: string, tasks: number): string {
  return tasks === 0 || /^wait/i.test(now) ? now : "";
}

function progress(shown: Status): string {
  const done = shown.tasks.filter((task) => task.state === "done").length;
  switch (shown.phase) {
    case "working":
      return shown.tasks.length === 0 ? "started" : `${done} of ${shown.tasks.length} done`;
    case "waiting":
      return shown.tasks.length === 0
        ? "waiting"
        : `${done} of ${shown.tasks.length} done, waiting`;
    case "done":
      return "done";
    case "stopped":
      return "stopped";
    case "failed":
      return "stopped, not finished";
  }
}

function taskLine(task: Status["tasks"][number]): string {
  const { sign, word } = signs[task.state];
  const note = line(task.note, 80);
  return `${sign} ${line(task.title, 80)}: ${word}${note === "" ? "" : `, ${note}`}`;
}
