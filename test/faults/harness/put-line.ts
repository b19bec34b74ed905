import { packText } from "../../../src/store/packed-text.js";
import type { Stage } from "./stage.js";

/** Writes what should be visible into the outbox, as any room does: a new line, or what it says now. */
export async function putLine(
  on: Stage,
  line: { key: string; channel: string; threadTs: string | null; text: string },
): Promise<void> {
  const { key, channel, threadTs, text } = line;
  const content = {
    type: "message",
    opKey: key,
    runId: null,
    channel,
    threadTs,
    pings: [],
    shown: { kind: "line", text, detail: [], link: null },
  };
  await on.rows(
    `insert into fermata.outbox as o (op_key, type, run_id, channel, thread_ts, content, next_at)
     values ($1, 'message', null, $2, $3, $4, '-infinity')
     on conflict (op_key) do update set content = excluded.content, version = o.version + 1, state = 'due',
       next_at = case when o.state = 'due' then o.next_at else '-infinity' end`,
    [key, channel, threadTs, packText(JSON.stringify(content))],
  );
  await on.rows(`select pg_notify('fermata_outbox', '')`);
}
