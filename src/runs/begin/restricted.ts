import { z } from "zod";
import type { RunBrief } from "../../delivery/run-brief.js";
import type { Request } from "../../domain/request.js";
import { rootOf } from "../root.js";
import type { RunsRows } from "../ports.js";

/** A job that not everybody who reads along may see: it is shown to the requester alone. Kept with its start. */
export const Restricted = z.object({
  /** The direct message with the requester. */
  dm: z.string(),
  /** The thread there to go on in, where an earlier job of this kind is changed; else null. */
  threadTs: z.string().nullable(),
  /** What stands where it was asked: nothing of what is read, and no names of places. Empty: nothing. */
  publicLine: z.string(),
  /** What stands above the thread in the direct message. */
  root: z.object({ text: z.string(), detail: z.array(z.string()) }),
});
export type Restricted = z.infer<typeof Restricted>;

/**
 * Brings a restricted run into the requester's direct message, before anything is shown of it; false: its first
 * message there is not in Slack yet, and the caller throws `ROOT_NOT_SHOWN` after its transaction.
 */
export async function showDirectly(
  rows: Pick<RunsRows, "outbox" | "runs">,
  run: RunBrief,
  token: number,
  restricted: Restricted,
): Promise<boolean> {
  if (restricted.publicLine !== "") {
    await rows.outbox.put({
      type: "message",
      opKey: `${run.id}:elsewhere`,
      runId: run.id,
      channel: run.origin.channel,
      threadTs: run.origin.threadTs,
      pings: [],
      shown: { kind: "line", text: restricted.publicLine, detail: [], link: null },
    });
  }
  if (run.threadTs !== null) return true;
  const shown = { kind: "line" as const, ...restricted.root, link: null };
  return (await rootOf(rows, run, token, { channel: restricted.dm, shown })) !== null;
}

/** What is said where it was asked and above the direct message. */
export function restrictedWords(given: {
  requester: string;
  /** The place where it was asked, without `#`; empty: unknown or a direct message. */
  place: string;
  hidden: string[];
  hiddenPrivate: boolean;
  via: Request["via"];
  /** Who was named to approve and cannot. */
  named: string[];
}): Pick<Restricted, "publicLine" | "root"> {
  const what = given.hiddenPrivate
    ? "This reads a private channel"
    : "This reads what not everybody here can read";
  const reads =
    given.hidden.length === 0
      ? "This goes on from a job that was shown to you alone, so it is too."
      : `This job reads ${given.hidden.join(" and ")}, so it is shown to you alone.`;
  return {
    // A schedule or a redo has no thread in which anybody waits for it.
    publicLine:
      given.via === "redo" || given.via === "schedule"
        ? ""
        : `${what}, so the answer goes to ${given.requester} in a direct message.`,
    root: {
      text: reads,
      detail: [
        ...(given.place === ""
          ? []
          : [`You asked in #${given.place}. Nothing of it is shown there.`]),
        ...(given.named.length === 0
          ? []
          : [`You named ${given.named.join(", ")} to approve it. Here only you can.`]),
      ],
    },
  };
}
