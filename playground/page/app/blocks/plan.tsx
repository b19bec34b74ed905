import type { ReactNode } from "react";
import type { JsonObject } from "../../../workspace/json.js";
import { SmartLink } from "../text/smart-link.js";
import { listAt, objectAt, plainText, textAt } from "./read.js";
import { Rendered } from "./rendered.js";

const states: Record<string, string> = {
  complete: "done",
  in_progress: "now",
  pending: "next",
  error: "did not work",
};

function titleOf(block: JsonObject): string {
  return textAt(block, "title") || plainText(objectAt(block, "title"));
}

/** A plan whose steps tick; each state is also written as a word. */
export function Plan({ block }: { block: JsonObject }): ReactNode {
  return (
    <section className="plan" aria-label={titleOf(block)}>
      <h3 className="plan-title">{titleOf(block)}</h3>
      <ol className="plan-tasks">
        {listAt(block, "tasks").map((task, index) => (
          <li key={textAt(task, "task_id") || index}>
            <TaskCard task={task} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One step with its state, what came out and what it read. */
export function TaskCard({ task }: { task: JsonObject }): ReactNode {
  const status = textAt(task, "status") || "pending";
  const details = objectAt(task, "details");
  const output = objectAt(task, "output");
  return (
    <div className={`task task-${status}`}>
      <TaskSign status={status} />
      <div className="task-text">
        <span className="task-title">{titleOf(task)}</span>
        <span className="task-state">{states[status] ?? status}</span>
        {[details, output].map(
          (part, index) =>
            part && (
              <div key={index} className="task-more">
                <Rendered block={part} />
              </div>
            ),
        )}
        <span className="task-sources">
          {listAt(task, "sources").map((source, index) => (
            <SmartLink key={index} url={textAt(source, "url")}>
              {textAt(source, "text")}
            </SmartLink>
          ))}
        </span>
      </div>
    </div>
  );
}

function TaskSign({ status }: { status: string }): ReactNode {
  const drawings: Record<string, ReactNode> = {
    complete: <path d="M4.5 8.3l2.5 2.5 4.5-5.2" />,
    error: <path d="M5.5 5.5l5 5m0-5l-5 5" />,
    in_progress: <circle cx="8" cy="8" r="2.2" />,
  };
  return (
    <svg className="task-sign" viewBox="0 0 16 16" aria-hidden="true">
      <circle className="task-ring" cx="8" cy="8" r="6.5" />
      {drawings[status]}
    </svg>
  );
}
