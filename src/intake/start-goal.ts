import type { Clock } from "../clock.js";
import { newId } from "../domain/ids.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { tellPresser } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import { mayStart } from "../policy/policy.js";
import { startRun } from "../runs/start.js";
import type { IntakeRows } from "./ports.js";

/** The run that was started, none, or not yet: the root message is not in Slack. */
export type Started = { runId: string | null } | "later";

/** Starts a goal that came without a message; "later" while its root message is not in Slack yet. */
export type StartGoal = (
  input: {
    key: string;
    team: string;
    actor: string;
    channel: string;
    threadTs: string | null;
    text: string;
  } & Alongside<IntakeRows>,
) => Promise<Started>;

/** Makes the way in for goals from a form or a command. */
export function createStartGoal(deps: {
  transact: Transact<IntakeRows>;
  authoriser: Authoriser;
  clock: Clock;
  settings: { graphVersion: string; capUsd: number };
}): StartGoal {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    const verdict = mayStart(person);
    return deps.transact(async (rows) => {
      if (!verdict.allow) {
        await input.alongside?.(rows);
        await tellPresser(rows, input, `${verdict.why} Nothing was started.`);
        return { runId: null };
      }
      const root = input.threadTs ?? (await rootOf(rows, input, person.name));
      if (root === null) return "later";
      await input.alongside?.(rows);
      const runId = await startRun(
        rows,
        {
          id: newId("req"),
          team: input.team,
          channel: input.channel,
          threadTs: root,
          // The form is the key; the reaction goes on the message before the #.
          messageTs: `${root}#${input.key}`,
          userId: input.actor,
          via: input.threadTs === null ? "command" : "shortcut",
          isDm: input.channel.startsWith("D"),
          text: input.text,
          files: [],
          parentRunId: null,
          receivedAt: deps.clock.now(),
        },
        deps.settings,
      );
      return { runId };
    });
  };
}

/** The root message that stands for a command, which leaves no message of its own in Slack. */
async function rootOf(
  rows: IntakeRows,
  input: { key: string; channel: string; text: string },
  name: string,
): Promise<string | null> {
  const opKey = `${input.key}:root`;
  const ts = await rows.outbox.tsOf(opKey);
  if (ts !== null) return ts;
  await rows.outbox.put({
    type: "message",
    opKey,
    runId: null,
    channel: input.channel,
    threadTs: null,
    pings: [],
    shown: { kind: "line", text: `${name} asked: ${input.text}`, detail: [], link: null },
  });
  return null;
}
