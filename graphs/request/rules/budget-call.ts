import type { CallRecord, State } from "../state.js";
import { callId } from "./call-id.js";
import { isOver } from "./what-next.js";

/** The options of the question how to go on when the money is used up. */
export const BUDGET = { more: 1, finish: 2, stop: 3 } as const;

const MOST_TITLES = 3;

/**
 * Asks the requester how to go on at the cap. What more there is to be covers the step that was refused. Silence
 * finishes with what there is.
 */
export function budgetCall(
  state: State,
  money: { capUsd: number; stepUsd: number },
): Record<string, CallRecord> {
  const id = callId(state.input.runId, `budget ${state.budgetAsks + 1}`);
  const moreUsd = wholeCents(Math.max(money.stepUsd, state.neededUsd));
  const { done, left } = progress(state);
  return {
    [id]: {
      about: "budget",
      ask: {
        id,
        taskId: null,
        args: {
          fn: "choose",
          title: state.title === "" ? "Your request" : state.title,
          question: `It has used its ${dollars(money.capUsd)}. How shall it go on?`,
          options: [
            option(`Go on with up to ${dollars(moreUsd)} more`, `Up to ${dollars(moreUsd)} more`),
            option("Finish with what we have", "Finish with what we have"),
            option("Stop here", "Stop here"),
          ],
          suggestion: "",
          defaultIndex: BUDGET.finish,
          noneLabel: "None of these",
          budget: { capUsd: money.capUsd, raiseToUsd: money.capUsd + moreUsd, done, left },
        },
        asked: [state.input.requester],
      },
    },
  };
}

/** How far the work is, in the words of the steps. */
export function progress(state: Pick<State, "tasks" | "text">): { done: string; left: string } {
  const tasks = Object.values(state.tasks);
  const written = state.text !== null && state.text.next !== "draft";
  const checked = written && state.text?.next === "people";
  return {
    done: titles([
      ...tasks.filter((task) => task.state === "done").map((task) => task.title),
      ...(state.text ? ["a draft"] : []),
    ]),
    left: titles([
      ...tasks.filter((task) => !isOver(task)).map((task) => task.title),
      ...(written ? [] : ["write the draft"]),
      ...(checked ? [] : ["check every fact"]),
    ]),
  };
}

function titles(all: string[]): string {
  if (all.length === 0) return "nothing yet";
  const shown = all.slice(0, MOST_TITLES);
  const rest = all.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function option(label: string, short: string) {
  return { label, short, evidence: [] };
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

/** Up to the next cent: less would refuse the same step again. */
function wholeCents(usd: number): number {
  return Math.max(1, Math.ceil(usd * 100 - 1e-6)) / 100;
}
