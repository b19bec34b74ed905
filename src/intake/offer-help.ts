import type { Incoming } from "../domain/incoming.js";
import { whisper } from "../delivery/whisper.js";
import type { IntakeRows } from "./ports.js";

/** What first contact tells about this installation. */
export interface HelpSettings {
  botUserId: string;
  keepDays: number;
  runBy: string;
}

/** Shows first contact (S16) to one person, once a key. */
export async function offerHelp(
  rows: Pick<IntakeRows, "outbox">,
  to: Pick<Incoming, "channel" | "userId"> & { threadTs: string | null },
  key: string,
  settings: HelpSettings,
): Promise<void> {
  await whisper(
    rows,
    {
      key: `help:${to.channel}:${key}`,
      channel: to.channel,
      threadTs: to.threadTs,
      userId: to.userId,
    },
    {
      kind: "help",
      botUserId: settings.botUserId,
      inThread: to.threadTs !== null,
      keepDays: settings.keepDays,
      runBy: settings.runBy,
    },
  );
}
