import { z } from "zod";

/** Somebody in the workspace, as read from Slack's `users.info`. */
export const Person = z.object({
  team: z.string(),
  id: z.string(),
  name: z.string(),
  /** IANA zone, e.g. `Europe/Berlin`. */
  tz: z.string(),
  isBot: z.boolean(),
  isGuest: z.boolean(),
  /** From another organisation, in a shared channel. */
  isStranger: z.boolean(),
  isDeactivated: z.boolean(),
  isAdmin: z.boolean(),
  /** What they say about themselves; only as Slack tells it, not from our rows. */
  status: z.object({ emoji: z.string(), text: z.string() }).optional(),
  /** When Slack was asked last. */
  fetchedAt: z.coerce.date(),
});
export type Person = z.infer<typeof Person>;

/** What is shown of a person: the id for a mention, the name for plain text. */
export const Named = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/** A person row older than this is read again before anybody is authorised by it. */
export const PERSON_FRESH_MS = 60 * 60 * 1000;
