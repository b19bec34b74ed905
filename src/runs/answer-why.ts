import type { Clock } from "../clock.js";
import type { Named } from "../domain/person.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { isDirect, titleOf } from "../delivery/run-brief.js";
import { whisper } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import type { LedgerEntry } from "../ledger/ports.js";
import { whyCall } from "../ledger/why-call.js";
import { sentencesOf } from "../ledger/why.js";
import { readKept } from "./begin/begin.js";
import { costOf } from "./end/cost.js";
import { mayReadJob } from "../policy/policy.js";
import type { RunsRows } from "./ports.js";

/** Who asks why, and where the private answer goes. */
interface Asker {
  key: string;
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
}

/** Answers "why" privately, from facts; no model is asked. */
export interface AnswerWhy<Rows = never> {
  run(input: Asker & Alongside<Rows> & { runId: string }): Promise<void>;
  call(input: Asker & Alongside<Rows> & { callId: string }): Promise<void>;
}

/** Makes the answers to "Why?" and "Why am I asked?". Only where the job was asked: a copied id tells nothing elsewhere. */
export function createAnswerWhy<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  clock: Clock;
}): AnswerWhy<Rows> {
  const reply = (rows: RunsRows, to: Asker, text: string, detail: string[]) =>
    whisper(rows, { ...to, userId: to.actor }, { kind: "line", text, detail, link: null });

  const facts = async (rows: RunsRows, runId: string, team: string, tz: string) => {
    const entries = await rows.ledger.list(`run:${runId}`);
    const calls = await rows.calls.ofRun(runId);
    const known = calls.flatMap((call) => [...call.asked, ...call.others]);
    const names = {
      ...(await namesOf(rows, entries, known, team)),
      ...sourceLabels(await rows.runs.input(runId)),
    };
    return { entries, context: { names, calls, tz, now: deps.clock.now() } };
  };

  return {
    async run(input) {
      const reader = await deps.authoriser.person(input.team, input.actor);
      await deps.transact(async (rows) => {
        await input.alongside?.(rows);
        const run = await rows.runs.summary(input.runId);
        if (!run || run.team !== input.team || run.channel !== input.channel) {
          return reply(rows, input, "That job is not there any more.", []);
        }
        const verdict = mayReadJob(reader, {
          requesterId: run.requester.id,
          isDirect: isDirect(run),
        });
        if (!verdict.allow) return reply(rows, input, verdict.why, []);
        const { entries, context } = await facts(rows, run.id, run.team, reader.tz);
        const cost = await costOf(rows, run.id, deps.clock.now(), 0);
        return reply(rows, input, `${titleOf(run)}: how it came about.`, [
          ...sentencesOf(entries, context),
          cost,
        ]);
      });
    },
    async call(input) {
      const reader = await deps.authoriser.person(input.team, input.actor);
      await deps.transact(async (rows) => {
        await input.alongside?.(rows);
        const call = await rows.calls.get(input.callId);
        const run = call ? await rows.runs.summary(call.runId) : null;
        const isHere =
          run?.channel === input.channel ||
          call?.reached.people.some((one) => one.id === input.actor) === true;
        if (!call || !run || run.team !== input.team || !isHere) {
          return reply(rows, input, "That question is not there any more.", []);
        }
        const verdict = mayReadJob(reader, {
          requesterId: run.requester.id,
          isDirect: isDirect(run),
        });
        if (!verdict.allow) return reply(rows, input, verdict.why, []);
        const { entries, context } = await facts(rows, run.id, run.team, reader.tz);
        const what = call.status === "open" ? "why this is asked" : "how this was decided";
        const lines = whyCall(entries, call.id, context);
        return reply(rows, input, `${titleOf(run)}: ${what}.`, lines);
      });
    },
  };
}

/** What the sources that were offered are called, under the keys that the ledger's sentences look for. */
function sourceLabels(kept: string | null): Record<string, string> {
  const sources = readKept(kept)?.graph.sources ?? [];
  return Object.fromEntries(sources.map((source, index) => [`source:${index + 1}`, source.label]));
}

async function namesOf(
  rows: RunsRows,
  entries: LedgerEntry[],
  known: Named[],
  team: string,
): Promise<Record<string, string>> {
  const names: Record<string, string> = Object.fromEntries(known.map((p) => [p.id, p.name]));
  for (const { actor } of entries) {
    if (!actor || names[actor]) continue;
    names[actor] = (await rows.people.get(team, actor))?.name ?? "somebody";
  }
  return names;
}
