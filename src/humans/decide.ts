import { createHash } from "node:crypto";
import type { Clock } from "../clock.js";
import type { UsedRule } from "../domain/alike.js";
import type { DecidedVia, HumanCall } from "../domain/human-call.js";
import type { CallOutcome } from "../domain/call-outcome.js";
import { newId } from "../domain/ids.js";
import type { Person } from "../domain/person.js";
import { editOf } from "../domain/text-changes.js";
import { storable } from "../domain/storable-text.js";
import type { Ballot } from "../domain/vote.js";
import type { Transact } from "../domain/transact.js";
import { tellPresser } from "../delivery/whisper.js";
import { append } from "../ledger/append.js";
import { mayDecide } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import { excerptOf } from "../domain/excerpt.js";
import { createCheckApprovers } from "./approver-fields.js";
import { createChosenNames } from "./chosen-names.js";
import { conclude } from "./conclude.js";
import { isTimeOver } from "./deadlines.js";
import type { Kept, SettledTexts } from "./functions/human-function.js";
import { functionOf, storedFunction } from "./functions/registry.js";
import { lateAnswer } from "./late.js";
import type { MayStillDecide } from "./may-still-decide.js";
import { createHandedIn } from "./handed-in.js";
import type { Channels, Files, HumansRows } from "./ports.js";
import { readVotersAnew, takeVote } from "./votes.js";

/** What became of a click or form; every one of them was answered. */
export type DecideOutcome =
  | { kind: "decided"; runId: string }
  /** It counts, and others have to answer too. */
  | { kind: "voted"; runId: string }
  | { kind: "late"; runId: string }
  | { kind: "refused"; runId: string }
  | { kind: "invalid"; runId: string; errors: Record<string, string> }
  | { kind: "unknown" };

/** A click or form as it came in. */
export interface DecideInput<Rows extends HumansRows = HumansRows> {
  /** Runs in the same transaction, whatever came of it. */
  alongside?: (rows: Rows) => Promise<void>;
  /** Runs in the same transaction if this decided. */
  decided?: (rows: Rows) => Promise<void>;
  /** How it came in, where it was no button and no form. */
  via?: DecidedVia;
  /** The standing rule by which it is decided, in the name of whose rule it is. */
  byRule?: UsedRule;
  /** Makes a repeat the same click. */
  key: string;
  callId: string;
  verb: string;
  values: Record<string, string>;
  team: string;
  actor: string;
  /** Where a private answer goes. */
  channel: string;
  threadTs: string | null;
}

/** What whoever answers a failed job's question is told: the card settles, and nothing else would happen. */
const KEPT =
  "Your answer is kept. This job has stopped; it goes on when somebody presses “Try again” in its thread.";

type Click = Omit<DecideInput, "alongside" | "decided">;

/** Makes the one way in which a call is decided: authorise, validate, one conditional UPDATE, fact, card. */
export function createDecide<Rows extends HumansRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  mayStill: MayStillDecide;
  channels: Pick<Channels, "facts">;
  files: Files;
  /** The version of the rules as they are now. */
  policyVersion: string;
  clock: Clock;
}): (input: DecideInput<Rows>) => Promise<DecideOutcome> {
  const namesFor = createChosenNames(deps);
  const checkApprovers = createCheckApprovers(deps);
  const handedIn = createHandedIn(deps);
  return async (given) => {
    const handed = await handedIn(given);
    const input = { ...given, values: handed.values };
    const seen = await deps.transact((rows) => rows.calls.get(input.callId));
    const now = await deps.mayStill({ team: input.team, userId: input.actor }, seen);
    const { person } = now;
    const names = await namesFor(input);
    // A press that counts for nothing costs no look at those whose does.
    const isRefused = now.verdict?.allow === false;
    const gone = isRefused ? new Set<string>() : await readVotersAnew(deps, input, seen);
    const errors = { ...handed.errors, ...(await checkApprovers(input)) };
    return deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const call = await rows.calls.get(input.callId);
      const run = call ? await rows.runs.summary(call.runId) : null;
      const own = call ? mayDecide(person, call) : null;
      const verdict = own?.allow === true && now.verdict ? now.verdict : own;
      // Who is asked is told only where the card stands: to others, a copied id is the id of nothing.
      const isElsewhere = call?.channel !== input.channel && !own?.allow;
      if (!call || !verdict || !run || run.team !== input.team || isElsewhere) {
        await tell(rows, input, null, "That question is not there any more. Nothing was changed.");
        return { kind: "unknown" };
      }
      if (!verdict.allow) {
        await refuse(rows, input, call, verdict.rule, deps.clock.now());
        await tell(rows, input, call.runId, verdict.why);
        return { kind: "refused", runId: call.runId };
      }
      const outcome = await settle(
        rows,
        input,
        call,
        { person, names, errors, gone, run, policy: deps.policyVersion },
        deps.clock.now(),
      );
      if (outcome.kind === "decided") await input.decided?.(rows);
      return outcome;
    });
  };
}

async function settle(
  rows: HumansRows,
  input: Click,
  call: HumanCall,
  {
    person,
    names,
    errors,
    gone,
    run,
    policy,
  }: {
    person: Person;
    names: Record<string, string>;
    errors: Record<string, string>;
    gone: ReadonlySet<string>;
    run: { team: string; status: string };
    policy: string;
  },
  now: Date,
): Promise<DecideOutcome> {
  const { team } = run;
  const isStopped = run.status === "failed";
  const late = async (row: HumanCall): Promise<DecideOutcome> => {
    await tell(rows, input, row.runId, lateAnswer(row, person, now));
    return { kind: "late", runId: row.runId };
  };
  if (call.status !== "open") return late(call);
  if (isTimeOver(call, run, now)) return late({ ...call, status: "expired" });
  const parsed =
    Object.keys(errors).length > 0
      ? { ok: false as const, errors }
      : functionOf(call.args).parse(input.verb, input.values);
  if (!parsed.ok) {
    const first = Object.values(parsed.errors)[0] ?? "That answer could not be used.";
    await tell(rows, input, call.runId, `${first} Nothing was changed.`);
    return { kind: "invalid", runId: call.runId, errors: parsed.errors };
  }
  const { verb, via, byRule } = input;
  const conclusion = { verb, via, byRule, team, policy, now };
  const voted = async (ballot: Ballot): Promise<DecideOutcome> => {
    const cast = { ...conclusion, texts: { names }, key: input.key, person, gone };
    const taken = await takeVote(rows, call, ballot, cast);
    if (!taken) return late((await rows.calls.get(call.id)) ?? call);
    const answer = isStopped ? `${taken.answer} ${KEPT}` : taken.answer;
    await tell(rows, input, call.runId, answer);
    return { kind: taken.isDecided ? "decided" : "voted", runId: call.runId };
  };
  if ("ballot" in parsed) return voted(parsed.ballot);
  const decided =
    "keep" in parsed
      ? await keepText(rows, call, parsed, now)
      : { outcome: withNames(parsed.outcome, names), texts: { names } };
  const ballot = call.need > 1 ? functionOf(call.args).votes?.ballotOf(decided.outcome) : null;
  if (ballot) return voted(ballot);
  const by = { id: person.id, name: person.name };
  if (!(await conclude(rows, call, { ...conclusion, ...decided, by, actors: [person.id] })))
    return late((await rows.calls.get(call.id)) ?? call);
  if (isStopped && !byRule) await tell(rows, input, call.runId, KEPT);
  return { kind: "decided", runId: call.runId };
}

/** Keeps a text that somebody wrote, so that the answer can name exactly it. */
async function keepText(
  rows: HumansRows,
  call: HumanCall,
  { keep, as }: { keep: string; as: (kept: Kept) => CallOutcome },
  now: Date,
): Promise<{ outcome: CallOutcome; texts: SettledTexts }> {
  const text = storable(keep);
  const digest = createHash("sha256").update(text).digest("hex");
  const originalId = functionOf(call.args).textOf;
  const original = originalId === null ? null : await rows.artifacts.get(originalId);
  if (original?.digest === digest) {
    return { outcome: as({ artifactId: original.id, digest }), texts: {} };
  }
  const kept = await rows.artifacts.saveIfAbsent({
    id: newId("art"),
    runId: call.runId,
    key: `edit:${call.id}:${digest}`,
    kind: "edit",
    title: call.args.title,
    body: text,
    digest,
    createdAt: now,
  });
  return {
    outcome: as({ artifactId: kept.id, digest }),
    texts: { excerpt: excerptOf(text), ...(original && { edit: editOf(original.body, text) }) },
  };
}

/** An answer keeps who its people are: the ids alone say nothing to a reader. */
function withNames(outcome: CallOutcome, names: Record<string, string>): CallOutcome {
  return outcome.verb === "answer" && Object.keys(names).length > 0
    ? { ...outcome, names }
    : outcome;
}

/** A verb of this call's function; of any other press the fact keeps no word that somebody chose. */
function knownVerb(call: HumanCall, verb: string): string {
  const parsed = storedFunction(call.args)?.parse(verb, {});
  return !parsed || (!parsed.ok && parsed.isUnknown) ? "other" : verb;
}

async function refuse(
  rows: HumansRows,
  input: Click,
  call: HumanCall,
  rule: string,
  now: Date,
): Promise<void> {
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "call_refused",
    key: `${call.id}:refused:${input.key}`,
    actor: input.actor,
    at: now,
    data: { call: call.id, rule, verb: knownVerb(call, input.verb) },
  });
}

async function tell(
  rows: HumansRows,
  input: Click,
  runId: string | null,
  text: string,
): Promise<void> {
  await tellPresser(rows, input, text, runId);
}
