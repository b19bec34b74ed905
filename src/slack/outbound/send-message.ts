import { MOST_IN_VAIN } from "../../domain/in-vain.js";
import type { OutboxItem } from "../../domain/outbox-item.js";
import type { View } from "../views/context.js";
import { textOnly } from "../views/fallback.js";
import { type Failure, isRefusalCode, readFailure } from "./outcome.js";
import type { DueRow } from "./ports.js";
import { prepare, refusedBlockType } from "./prepare.js";
import { postMetadata, readBack, TooMuchToRead } from "./read-back.js";
import type { OutboundContext, SendTools } from "./tools.js";
import {
  afterFailure,
  lost,
  NOT_LET_THROUGH,
  notSeenYet,
  type Verdict,
  waitTurn,
} from "./verdict.js";

type MessageItem = Extract<OutboxItem, { type: "message" }>;

/** How often the blocks of one message are made plainer before it goes out as text. */
const mostFallbacks = 4;

/**
 * Posts a message once or changes it in place. A post of unknown outcome is looked up by its key first. A
 * message that somebody deleted is not brought back: its row ends as dead.
 */
export async function sendMessage(
  row: DueRow,
  shown: MessageItem,
  tools: SendTools,
): Promise<Verdict> {
  const place = await placeOf(shown, tools);
  if (typeof place !== "string") return afterFailure(place, row.attempts, false);
  const item = { ...shown, channel: place };
  const env = await tools.context(item);
  const isLookedFor = row.ts === null && row.unknownOutcome;
  if (isLookedFor) {
    const known = await lookUp(row, item, env, tools);
    if (known) return known;
    if (isRefusedForGood(row)) return { do: "dead", code: NOT_LET_THROUGH };
  }
  const refused = new Set(await tools.surface.refused(env.team.id));
  const way = row.ts === null ? "post" : "update";
  const ctx = {
    team: env.team,
    tz: env.tz,
    // An edit pings nobody, so names are plain text there.
    pings: new Set(row.ts === null ? item.pings : []),
    refused,
  };
  // fault: outbox.taken
  let view = prepare(item.shown, ctx, way, tools.log);
  for (let round = 0; ; round += 1) {
    const isOurs = row.ts === null ? tools.held.trying(row) : tools.held.stillOurs(row);
    if (!(await isOurs)) return lost;
    // fault: outbox.trying
    const failure = await write(row, item, view, tools);
    if ("ts" in failure) return { do: "shown", version: row.version, ...failure };
    if (failure.kind === "rate") tools.budget.close(methodOf(row), failure.waitMs);
    if (failure.kind !== "blocks" || view.blocks.length === 0)
      return afterFailure(failure, row.attempts, row.ts !== null, isLookedFor);
    const type = round < mostFallbacks ? refusedBlockType(failure.messages, view) : null;
    tools.log.warn({ opKey: item.opKey, code: failure.code, type }, "blocks were refused");
    if (type === null) {
      view = textOnly(view);
    } else {
      await tools.surface.remember(env.team.id, `block:${type}`);
      refused.add(`block:${type}`);
      view = prepare(item.shown, ctx, way, tools.log);
    }
  }
}

/** Somebody on the way has said no to it often enough, last time too. Only where it is surely not there. */
function isRefusedForGood(row: DueRow): boolean {
  return row.inVain >= MOST_IN_VAIN && isRefusalCode(row.lastCode ?? "");
}

/** A person's id stands for the direct message with them. */
async function placeOf(item: MessageItem, tools: SendTools): Promise<string | Failure> {
  if (!tools.dmWith || !/^[UW]/.test(item.channel)) return item.channel;
  try {
    return await tools.dmWith(item.channel);
  } catch (error) {
    const failure = readFailure(error instanceof Error && error.cause ? error.cause : error);
    // Where no conversation may be opened, a post to the person's id still arrives.
    if (failure.code === "missing_scope" || failure.kind === "final") return item.channel;
    return failure.kind === "unknown" ? { kind: "retry", code: failure.code } : failure;
  }
}

/** The code of a post of which nobody can tell whether Slack has it. */
const UNKNOWN = "outcome_unknown";

/** Which method brings this row to Slack. */
export function methodOf(row: DueRow): "chat.postMessage" | "chat.update" {
  return row.ts === null ? "chat.postMessage" : "chat.update";
}

/** Null: it is surely not there, so it may be posted. */
async function lookUp(
  row: DueRow,
  item: MessageItem,
  env: OutboundContext,
  tools: SendTools,
): Promise<Verdict | null> {
  const { channel, threadTs, opKey } = item;
  const method = threadTs === null ? "conversations.history" : "conversations.replies";
  const wait = tools.budget.take({ method, channel, key: opKey });
  if (wait > 0) return waitTurn(wait, true);
  try {
    const where = { channel, threadTs, key: opKey, since: row.createdAt };
    const found = await readBack(tools.client, env.botId, where);
    if (found) return { do: "shown", ...found, channel };
    return row.leftBehind ? notSeenYet : null;
  } catch (error) {
    // Never posted blindly a second time: whoever reads the code is asked to look.
    if (error instanceof TooMuchToRead) return { do: "dead", code: UNKNOWN };
    const failure = readFailure(error);
    if (failure.kind === "rate") tools.budget.close(method, failure.waitMs);
    const verdict = afterFailure(failure, row.attempts, false);
    if (verdict.do === "dead" && item.shown.kind === "post") return { do: "dead", code: UNKNOWN };
    if (verdict.do !== "later") return verdict;
    // That reading was refused says nothing of writing.
    const code = failure.kind === "unknown" ? `read_${verdict.code}` : verdict.code;
    return { ...verdict, code, unknownOutcome: true, inVain: false };
  }
}

async function write(
  row: DueRow,
  item: MessageItem,
  view: View,
  tools: SendTools,
): Promise<Failure | { ts: string; channel: string }> {
  const content =
    view.blocks.length > 0 ? { text: view.text, blocks: view.blocks } : { text: view.text };
  try {
    if (row.ts !== null) {
      await tools.client.chat.update({
        channel: item.channel,
        ts: row.ts,
        ...content,
        link_names: false,
      });
      return { ts: row.ts, channel: item.channel };
    }
    const answer = await tools.client.chat.postMessage({
      channel: item.channel,
      ...(item.threadTs === null ? {} : { thread_ts: item.threadTs }),
      ...content,
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
      metadata: postMetadata(item.opKey, row.version),
    });
    // fault: outbox.posted
    if (typeof answer.ts !== "string") return { kind: "unknown", code: "no_ts" };
    tools.budget.wrote(item.channel, answer.ts);
    // A person's id becomes the conversation with them, and only there can it be deleted.
    return { ts: answer.ts, channel: answer.channel ?? item.channel };
  } catch (error) {
    return readFailure(error);
  }
}
