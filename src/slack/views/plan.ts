import type { types } from "@slack/bolt";
import type { ShownOf } from "../../domain/shown.js";
import type { TaskLine, TaskSource } from "../../domain/task.js";
import { escapeControl, plainObjectText } from "../text/escape.js";
import { hostAndPath, isPermalink, webUrl } from "../text/url.js";

type Status = ShownOf<"status">;
type TaskCard = types.TaskCardBlock;

const words: Record<string, string> = {
  complete: "done",
  in_progress: "now",
  pending: "next",
  error: "did not work",
};
const mostTasks = 20;
const mostSources = 3;

/** A plan that ticks (S1). While people are waited for, and at the end, nothing in it moves. */
export function planBlock(shown: Status, progress: string, domain: string): types.PlanBlock {
  const moves = shown.phase === "working";
  const cards = shown.tasks.slice(0, mostTasks).map((task) => taskCard(task, moves, domain));
  const more = shown.tasks.length - cards.length;
  if (more > 0) cards.push({ ...bare("more", `and ${more} more`), status: "pending" });
  return {
    type: "plan",
    title: plainObjectText(`${plainObjectText(shown.title, 60)}: ${progress}`, 150),
    tasks: cards,
  };
}

/** What can be read in a plan, one line a step. */
export function planText(block: types.PlanBlock): string {
  const lines = (block.tasks ?? []).flatMap((task) =>
    typeof task.title === "string"
      ? [`${escapeControl(task.title)}: ${words[String(task.status)] ?? "next"}`]
      : [],
  );
  return [escapeControl(block.title), ...lines].join("\n");
}

function taskCard(task: TaskLine, moves: boolean, domain: string): TaskCard {
  const card: TaskCard = { ...bare(task.id, task.title), status: statusOf(task, moves) };
  const output = outputOf(task);
  if (output !== "") card.output = richText(output);
  const sources = (task.sources ?? [])
    .slice(0, mostSources)
    .flatMap((source) => sourceOf(source, domain));
  if (sources.length > 0) card.sources = sources;
  return card;
}

function bare(id: string, title: string): Pick<TaskCard, "type" | "task_id" | "title"> {
  return {
    type: "task_card",
    task_id: plainObjectText(id, 60),
    title: plainObjectText(title, 100),
  };
}

/** A step that waits for a person does not spin. */
function statusOf(task: TaskLine, moves: boolean): TaskCard["status"] {
  switch (task.state) {
    case "done":
      return "complete";
    case "failed":
      return "error";
    case "doing":
      return moves ? "in_progress" : "pending";
    case "asking":
    case "todo":
    case "skipped":
      return "pending";
  }
}

/** What came of it; a state that the sign does not show is said in words. */
function outputOf(task: TaskLine): string {
  const said =
    task.state === "asking"
      ? "Waiting for an answer"
      : task.state === "skipped"
        ? "Left out"
        : task.state === "failed"
          ? "Did not work"
          : "";
  const parts = [said, task.note].filter((one) => one.trim() !== "");
  return parts.length === 0 ? "" : plainObjectText(parts.join(": "), 160);
}

function richText(text: string): types.RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  };
}

/** A place is labelled with where it goes; messages of this workspace by what they are. */
function sourceOf(source: TaskSource, domain: string): types.URLSourceElement[] {
  const url = webUrl(source.url);
  if (!url) return [];
  const own = isPermalink(url, domain) && source.label.trim() !== "";
  const text = plainObjectText(own ? source.label : hostAndPath(url), 80);
  return [{ type: "url", url: url.href, text }];
}
