import { z } from "zod";

const Container = z.looseObject({
  channel_id: z.string().optional(),
  message_ts: z.string().optional(),
  thread_ts: z.string().optional(),
});

const Body = z.looseObject({
  user: z.looseObject({ id: z.string() }),
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

/**
 * Reads who and where from an interaction's body; `team` is the workspace that the bot is in. The body's own team
 * is that of the person: in a shared channel everybody would be at home somewhere, and a colleague nowhere.
 */
export function placeOf(body: unknown, team: string): Place {
  const parsed = Body.parse(body);
  return {
    team,
    actor: parsed.user.id,
    channel: parsed.channel?.id ?? parsed.container?.channel_id ?? "",
    threadTs: parsed.message?.thread_ts ?? parsed.container?.thread_ts ?? null,
    triggerId: parsed.trigger_id ?? "",
  };
}
