import { z } from "zod";

const Container = z.looseObject({
  channel_id: z.string().optional(),
  message_ts: z.string().optional(),
  thread_ts: z.string().optional(),
});

const Body = z.looseObject({
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string(), team_id: z.string().optional() }),
  trigger_id: z.string().optional(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  container: Container.nullish(),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().optional() }).nullish(),
});

/** Who pressed and where, as Slack verified it; a private answer goes to `channel` and `threadTs`. */
export interface Place {
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
  triggerId: string;
}

/** Reads who and where from an interaction's body. */
export function placeOf(body: unknown): Place {
  const parsed = Body.parse(body);
  return {
    // The workspace of the person, not of the message: somebody from elsewhere stays somebody from elsewhere.
    team: parsed.user.team_id ?? parsed.team?.id ?? "",
    actor: parsed.user.id,
    channel: parsed.channel?.id ?? parsed.container?.channel_id ?? "",
    threadTs: parsed.message?.thread_ts ?? parsed.container?.thread_ts ?? null,
    triggerId: parsed.trigger_id ?? "",
  };
}
