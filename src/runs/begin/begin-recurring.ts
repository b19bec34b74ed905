import { readRecurrenceWish, type RecurrenceWish } from "../../domain/recurrence-wish.js";
import type { Request, RequestVia } from "../../domain/request.js";
import type { Begun } from "./begin.js";
import type { ForSchedules } from "../ports.js";

/** What the first step may also find: the request is to be done again and again. */
export type BegunOrScheduled =
  | Begun
  | { ok: true; input: null; wish: { cron: string; goal: string } };

const ASKED: readonly RequestVia[] = ["mention", "dm", "command", "shortcut"];

/**
 * Adds schedules to the first step: a fire looks whether it may still run, and a request that says when it comes again
 * becomes a proposal, by rule and without a model.
 */
export function withSchedules(
  begin: (runId: string, request: Request) => Promise<Begun>,
  schedules: ForSchedules,
): (runId: string, request: Request) => Promise<BegunOrScheduled> {
  return async (runId, request) => {
    const allowed = request.via === "schedule" ? await schedules.mayFire(runId, request) : null;
    if (allowed?.ok === false) return refused("access_lost", allowed.why);
    const begun = await begin(runId, request);
    if (!begun.ok) return begun;
    const { graph } = begun.input;
    if (allowed?.fire) graph.fire = allowed.fire;
    const asks = ASKED.includes(request.via);
    const wish = asks ? wishIn(request) : null;
    if (!wish) {
      graph.mayRecur = asks;
      return begun;
    }
    const why = schedules.whyNot(wish.cron);
    if (why !== null) return refused("too_often", why);
    return { ok: true, input: null, wish: { cron: wish.cron, goal: wish.rest } };
  };
}

function wishIn(request: Request): RecurrenceWish | null {
  const wish = readRecurrenceWish(request.text);
  return wish && wish.rest !== "" ? wish : null;
}

function refused(rule: string, why: string): BegunOrScheduled {
  return { ok: false, verdict: { allow: false, rule, why } };
}
