import { AskForm } from "../../domain/ask-form.js";
import type { CallArgs } from "../../domain/human-call.js";
import { fail, hasCode } from "../../errors.js";
import { PlannedAsk } from "../../domain/task.js";
import {
  type Bound,
  functionName,
  type HumanFunctionDef,
  type PlanJob,
  type Plannable,
  type Together,
} from "./human-function.js";

const known = new Map<string, (args: CallArgs) => Bound>();
const plannable = new Map<string, Plannable>();

/** Puts a function in the catalogue under its name and returns it; throws if the name is taken. */
export function humanFunction<Args>(def: HumanFunctionDef<Args>): HumanFunctionDef<Args> {
  if (known.has(def.name)) throw new Error(`There are two human functions named ${def.name}.`);
  known.set(def.name, (args) => bind(def, parseArgs(def, args)));
  if (def.plan) plannable.set(def.name, def.plan);
  return def;
}

/** The call of a plan's question; null where no function can be asked like this. */
export function plannedCall(asked: PlannedAsk, job: PlanJob): CallArgs | null {
  const whole = PlannedAsk.parse(asked);
  return plannable.get(whole.fn)?.call(whole, job) ?? null;
}

/** Whether a plan's question with this function is about the draft. */
export function isOnDraft(fn: string): boolean {
  return plannable.get(fn)?.onDraft ?? false;
}

/** What the planner is told of the functions, one line each. */
export function planHints(): string {
  return [...plannable].map(([name, { hint }]) => `- \`${name}\`: ${hint}`).join("\n");
}

/** The function of a call with the call's arguments; throws `CALL_INVALID` for one that is not declared like this. */
export function functionOf(args: CallArgs): Bound {
  const bound = known.get(functionName(args));
  if (!bound) throw fail("CALL_INVALID", { detail: `${functionName(args)} is not declared` });
  return bound(args);
}

/**
 * The function of a call that was stored, perhaps by another version; null: it is not declared like this any more.
 * What ends and lists calls goes on without it, so that one of them holds up no other.
 */
export function storedFunction(args: CallArgs): Bound | null {
  try {
    return functionOf(args);
  } catch (error) {
    if (hasCode(error, "CALL_INVALID")) return null;
    throw error;
  }
}

/** The names of all functions, in the order in which they were declared. */
export function functionNames(): string[] {
  return [...known.keys()];
}

function parseArgs<Args>(def: HumanFunctionDef<Args>, args: CallArgs): Args {
  const given: unknown = args.fn === "declared" ? fromJson(args.data) : args;
  const parsed = def.args.safeParse(given);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw fail("CALL_INVALID", { detail: `${def.name}: ${where || "its arguments"}` });
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON is an argument of the wrong form like any other: the schema says so.
    return undefined;
  }
}

function bind<Args>(def: HumanFunctionDef<Args>, args: Args): Bound {
  return {
    name: def.name,
    risk: def.risk(args),
    textOf: def.textOf(args),
    hasDefaults: def.hasDefaults(args),
    words: def.words(args),
    about: def.about?.(args) ?? `“${def.words(args).question}”`,
    form: (verb, look) => {
      const form = def.form(args, verb, look);
      return form && AskForm.parse(form);
    },
    parse: (verb, values) => def.parse(args, verb, values),
    shown: (call, look) => def.shown(call, args, look),
    settled: (call, texts) => def.settled(call, args, texts),
    fact: (outcome) => def.fact(outcome),
    did: (outcome) => def.did(outcome),
    told: (outcome) => def.told(args, outcome),
    gave: (outcome) => def.gave?.(args, outcome) ?? null,
    stops: (outcome) => def.stops?.(args, outcome) ?? null,
    votes: def.votes ? bindVotes(def.votes, args) : null,
    reply: (text) => def.reply(args, text),
  };
}

function bindVotes<Args>(votes: Together<Args>, args: Args): Bound["votes"] {
  return {
    need: votes.need(args),
    digest: votes.digest(args),
    ballotOf: (outcome) => votes.ballotOf(outcome),
    outcome: (cast, isYes) => votes.outcome(args, cast, isYes),
  };
}
