import type { Clock } from "../../clock.js";
import { type Effect, TAKE_DOWN_MS } from "../../domain/effect.js";
import type { Alongside, Transact } from "../../domain/transact.js";
import { showPosted } from "../../delivery/posted.js";
import { tellPresser } from "../../delivery/whisper.js";
import { atClock } from "../../humans/clock-words.js";
import type { Authoriser } from "../../humans/authorise.js";
import { mayTakeDown } from "../../policy/policy.js";
import type { RunsRows } from "../ports.js";
import { updateResult } from "./taken-down.js";

/** Who pressed, on which run, and where a private answer goes. */
export interface TakeDownInput {
  key: string;
  runId: string;
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
}

/** The op key of the deletion of a post. */
export const deleteKey = (opKey: string) => `${opKey}:delete`;

/** Makes the one way to take a post down: authorise, mark it once, and let the outbox delete it. */
export function createTakeDown<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  clock: Clock;
}): (input: TakeDownInput & Alongside<Rows>) => Promise<void> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    await deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const now = deps.clock.now();
      const tell = (text: string) => tellPresser(rows, input, text, input.runId);
      const run = await rows.runs.summary(input.runId);
      const effect = (await rows.effects.ofRun(input.runId)).findLast((one) => one.ts !== null);
      const call = effect && (await rows.calls.get(effect.callId));
      if (!run || run.team !== input.team || !effect || !call) {
        return tell("That post is not there any more.");
      }
      const deciders = [...call.asked, ...call.others, effect.by];
      const verdict = mayTakeDown(person, { requester: run.requester, deciders });
      // Who is involved is told only where the job is.
      const isHere = input.channel === run.channel || input.channel === run.origin.channel;
      if (!verdict.allow) return tell(isHere ? verdict.why : "That post is not there any more.");
      const late = tooLate(effect, now, person.tz);
      if (late !== null) return tell(late);
      const by = { id: person.id, name: person.name };
      if (!(await rows.effects.step(effect.opKey, "done", "taking_down", { downBy: by }))) {
        return tell("It is already being taken down.");
      }
      await rows.outbox.put({
        type: "delete",
        opKey: deleteKey(effect.opKey),
        runId: run.id,
        channel: effect.channel,
        messageTs: effect.ts ?? "",
      });
      const posted = {
        channelName: effect.channelName,
        state: "taking_down",
        by,
        at: now.toISOString(),
      } as const;
      await showPosted(rows, call, posted);
      await updateResult(rows, run.id, posted);
    });
  };
}

/** Why a post cannot be taken down, or null. */
function tooLate(effect: Effect, now: Date, tz: string): string | null {
  if (effect.state === "taken_down")
    return `${effect.downBy?.name ?? "Somebody"} took it down already.`;
  if (effect.state === "taking_down") return "It is already being taken down.";
  const since = effect.endedAt ?? effect.startedAt;
  if (now.getTime() - since.getTime() <= TAKE_DOWN_MS) return null;
  return `It was posted more than 24 hours ago, ${atClock(since, now, tz)}. Delete it in #${effect.channelName} with the people who run Slack.`;
}
