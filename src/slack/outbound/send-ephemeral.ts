import type { OutboxItem } from "../../domain/outbox-item.js";
import { textOnly } from "../views/fallback.js";
import { readFailure } from "./outcome.js";
import type { DueRow } from "./ports.js";
import { prepare } from "./prepare.js";
import type { SendTools } from "./tools.js";
import { afterFailure, lost, type Verdict } from "./verdict.js";

type EphemeralItem = Extract<OutboxItem, { type: "ephemeral" }>;

/**
 * Shows a private answer at most once: it cannot be read back, so an unknown outcome ends it. Who looks at a
 * public channel without being in it can press buttons too, and gets the answer as a direct message.
 */
export async function sendEphemeral(
  row: DueRow,
  item: EphemeralItem,
  tools: SendTools,
): Promise<Verdict> {
  if (row.unknownOutcome) return { do: "dead", code: "unknown_outcome" };
  const env = await tools.context(item);
  const refused = await tools.surface.refused(env.team.id);
  const ctx = { team: env.team, tz: env.tz, pings: new Set<string>(), refused };
  let view = prepare(item.shown, ctx, "post", tools.log);
  if (!(await tools.held.trying(row))) return lost;
  // fault: outbox.ephemeral
  let inChannel = true;
  for (;;) {
    const body = {
      text: view.text,
      ...(view.blocks.length > 0 ? { blocks: view.blocks } : {}),
      link_names: false,
    };
    try {
      if (inChannel) {
        await tools.client.chat.postEphemeral({
          channel: item.channel,
          user: item.userId,
          ...(item.threadTs === null ? {} : { thread_ts: item.threadTs }),
          ...body,
        });
      } else {
        const quiet = { unfurl_links: false, unfurl_media: false };
        await tools.client.chat.postMessage({ channel: item.userId, ...body, ...quiet });
      }
      return { do: "shown", version: row.version, ts: null };
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind === "blocks" && view.blocks.length > 0) {
        view = textOnly(view);
        continue;
      }
      if (inChannel && failure.code === "user_not_in_channel") {
        inChannel = false;
        continue;
      }
      if (failure.kind === "rate") tools.budget.close("chat.postEphemeral", failure.waitMs);
      if (failure.kind === "unknown") return { do: "dead", code: failure.code };
      return afterFailure(failure, row.attempts, false);
    }
  }
}
