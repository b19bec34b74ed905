import { FILE_METHOD, type FileItem } from "../../domain/file-item.js";
import { MOST_IN_VAIN } from "../../domain/in-vain.js";
import { type Failure, readFailure } from "./outcome.js";
import type { DueRow } from "./ports.js";
import { findMessage } from "./read-back.js";
import { NOT_HERE } from "./send-surface.js";
import type { OutboundContext, SendTools } from "./tools.js";
import { upload } from "./upload.js";
import { afterFailure, lost, NOT_UPLOADED, notSeenYet, type Verdict, waitTurn } from "./verdict.js";

/** The method that makes a file visible. */
export const fileMethod = "files.completeUploadExternal";

/**
 * Posts a file once: uploading shows nothing, completing does. After a completion of unknown outcome the file is looked
 * for by name and size. Where the workspace has no files, or their place does not take them, the row ends as dead, and
 * messages take its place.
 */
export async function sendFile(row: DueRow, item: FileItem, tools: SendTools): Promise<Verdict> {
  const env = await tools.context(item);
  const bytes = Buffer.from(item.text, "utf8");
  if (row.unknownOutcome) {
    const known = await lookUp(row, item, bytes.length, env, tools);
    if (known) return known;
  }
  // It is surely not there, and the whole text goes out in its place.
  if (row.inVain >= MOST_IN_VAIN) return { do: "dead", code: NOT_UPLOADED };
  if ((await tools.surface.refused(env.team.id)).has(`method:${FILE_METHOD}`)) {
    return { do: "dead", code: "not_here" };
  }
  let tried = false;
  let isAnswered = row.unknownOutcome;
  try {
    const { upload_url: address, file_id: id } = await tools.client.files.getUploadURLExternal({
      filename: item.fileName,
      length: bytes.length,
    });
    if (!address || !id) return afterFailure({ kind: "retry", code: "no_url" }, row.attempts, true);
    isAnswered = true;
    await upload(address, bytes, tools.client.slackApiUrl);
    if (!(await tools.held.trying(row))) return lost;
    tried = true;
    // fault: outbox.file-trying
    const files: [{ id: string; title: string }] = [{ id, title: item.title }];
    await tools.client.files.completeUploadExternal(
      item.threadTs === null
        ? { files, channel_id: item.channel }
        : { files, channel_id: item.channel, thread_ts: item.threadTs },
    );
    return { do: "shown", version: row.version, ts: fileTs(id) };
  } catch (error) {
    const failure = readFailure(error);
    if (NOT_HERE.test(failure.code)) return notHere(env, failure, tools);
    if (failure.kind === "rate") {
      tools.budget.close(tried ? fileMethod : FILE_METHOD, failure.waitMs);
    }
    return afterFailure(failure, row.attempts, !tried, isAnswered);
  }
}

const FILE_TS = "file:";

/** What stands for a file in its row: the file's own id, because completing does not say which message it became. */
function fileTs(id: string): string {
  return `${FILE_TS}${id}`;
}

/** Takes away a file that was posted beside another one of the same row; what fails is logged and stays. */
export async function removeFile(ts: string, tools: Pick<SendTools, "client" | "log">) {
  if (!ts.startsWith(FILE_TS)) return;
  try {
    await tools.client.files.delete({ file: ts.slice(FILE_TS.length) });
  } catch (error) {
    tools.log.error({ code: readFailure(error).code }, "Slack: a file is there twice");
  }
}

async function notHere(env: OutboundContext, failure: Failure, tools: SendTools): Promise<Verdict> {
  tools.log.info({ method: FILE_METHOD, code: failure.code }, "Slack: not in this workspace");
  await tools.surface.remember(env.team.id, `method:${FILE_METHOD}`);
  return { do: "dead", code: failure.code };
}

/** Null: it is surely not there, so it may be posted. */
async function lookUp(
  row: DueRow,
  item: FileItem,
  size: number,
  env: OutboundContext,
  tools: SendTools,
): Promise<Verdict | null> {
  const { channel, threadTs, opKey } = item;
  const method = threadTs === null ? "conversations.history" : "conversations.replies";
  const wait = tools.budget.take({ method, channel, key: opKey });
  if (wait > 0) return waitTurn(wait, true);
  try {
    const where = { channel, threadTs, since: row.createdAt };
    const found = await findMessage(tools.client, where, (message) => {
      const files = "files" in message && Array.isArray(message.files) ? message.files : [];
      const mine = (files as { id?: string; name?: string; size?: number }[]).find(
        (file) => file.name === item.fileName && file.size === size,
      );
      return message.bot_id === env.botId ? mine?.id : undefined;
    });
    if (found !== null) return { do: "shown", version: row.version, ts: fileTs(found) };
    return row.leftBehind ? notSeenYet : null;
  } catch (error) {
    const failure = readFailure(error);
    if (failure.kind === "rate") tools.budget.close(method, failure.waitMs);
    const verdict = afterFailure(failure, row.attempts, false);
    return verdict.do === "later" ? { ...verdict, unknownOutcome: true, inVain: false } : verdict;
  }
}
