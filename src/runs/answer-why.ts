import type { Transact } from "../domain/transact.js";
import { whisper } from "../delivery/whisper.js";
import { titleOf } from "../delivery/run-brief.js";
import type { Authoriser } from "../humans/authorise.js";
import { namesOf } from "../policy/policy.js";
import { clockTime } from "../humans/late.js";
import type { HumanCall } from "../domain/human-call.js";
import { sentencesOf } from "../ledger/why.js";
import { costOf } from "./cost.js";
import type { Clock } from "../clock.js";
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
export interface AnswerWhy {
  run(input: Asker & { runId: string }): Promise<void>;
  call(input: Asker & { callId: string }): Promise<void>;
}

/** Makes the answers to "Why?" and "Why am I asked?". */
export function createAnswerWhy(deps: {
  transact: Transact<RunsRows>;
  authoriser: Authoriser;
  clock: Clock;
}): AnswerWhy {
  const reply = (rows: RunsRows, to: Asker, text: string, detail: string[]) =>
    whisper(rows, { ...to, userId: to.actor }, { kind: "line", text, detail, link: null });

  return {
    async run(input) {
      const reader = await deps.authoriser.person(input.team, input.actor);
      await deps.transact(async (rows) => {
        const run = await rows.runs.summary(input.runId);
        if (!run || run.team !== input.team || run.channel !== input.channel) {
          await reply(rows, input, "That job is not there any more.", []);
          return;
        }
        const names = await namesFor(rows, run.id, run.team);
        const facts = await rows.ledger.list(`run:${run.id}`);
        await reply(rows, input, `How ${titleOf(run)} came about:`, [
          ...sentencesOf(facts, {
            names,
            tz: reader.tz,
            calls: await rows.calls.ofRun(run.id),
            now: deps.clock.now(),
          }),
          await costOf(rows, run.id, deps.clock.now(), 0),
        ]);
      });
    },
    async call(input) {
      const reader = await deps.authoriser.person(input.team, input.actor);
      await deps.transact(async (rows) => {
        const call = await rows.calls.get(input.callId);
        const run = call ? await rows.runs.summary(call.runId) : null;
        if (!call || !run || run.team !== input.team || run.channel !== input.channel) {
          await reply(rows, input, "That question is not there any more.", []);
          return;
        }
        await reply(rows, input, whyAsked(call, run.requester.name, reader.id), [
          ...(call.others.length > 0
            ? [`${namesOf(call.others)} can decide too, by this workspace's rules.`]
            : []),
          `It was asked at ${clockTime(call.openedAt, reader.tz)}.`,
        ]);
      });
    },
  };
}

function whyAsked(call: HumanCall, requester: string, reader: string): string {
  const who = call.asked.some((one) => one.id === reader)
    ? "You are asked"
    : `${namesOf(call.asked)} is asked`;
  switch (call.args.fn) {
    case "approve":
      return call.asked.length === 1 && call.asked[0]?.name === requester
        ? `${who} because ${requester} asked for the job and nobody else is named.`
        : `${who} because ${requester}'s request, or this workspace's rules, name the people who approve.`;
    case "answer":
      return `${who} because only a person can know the answer.`;
    case "choose":
      return `${who} because two sources disagree and only a person can say which is right.`;
  }
}

async function namesFor(
  rows: RunsRows,
  runId: string,
  team: string,
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const entry of await rows.ledger.list(`run:${runId}`)) {
    if (!entry.actor || names[entry.actor]) continue;
    names[entry.actor] = (await rows.people.get(team, entry.actor))?.name ?? "somebody";
  }
  return names;
}
