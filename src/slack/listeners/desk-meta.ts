import { z } from "zod";

/** At most so many ids: Slack keeps 3,000 characters with a form. */
export const MOST_ON_DESK = 50;

/** Where on the desk somebody is: the how-manieth of how many, and what comes next. */
const DeskPlace = z.object({
  at: z.number().int().min(1),
  of: z.number().int().min(1),
  left: z.array(z.string().max(60)).max(MOST_ON_DESK),
  /** The verb whose form is open. */
  verb: z.string().max(40).optional(),
});
export type DeskPlace = z.infer<typeof DeskPlace>;

const Kept = z.tuple([z.string(), DeskPlace]);

/** What a form in Home keeps: its call, and where on the desk it stands if it does. */
export interface HomeMeta {
  callId: string;
  desk?: DeskPlace;
}

/** As private metadata: the bare id where there is no desk. */
export function writeMeta({ callId, desk }: HomeMeta): string {
  return desk ? JSON.stringify([callId, desk]) : callId;
}

/** Reads it back; whatever has another form is the id of nothing. */
export function readMeta(text: string): HomeMeta {
  if (!text.startsWith("[")) return { callId: text };
  const kept = Kept.safeParse(fromJson(text));
  return kept.success ? { callId: kept.data[0], desk: kept.data[1] } : { callId: "" };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Whatever it is, it did not come from us: the schema refuses it.
    return undefined;
  }
}
