import type { SourceOffer } from "../domain/agent-io.js";
import { isFireKey } from "../domain/fire-key.js";
import type { Request } from "../domain/request.js";
import { linksOf } from "./links.js";

/** The part of a request that says what may be read. */
export type Asked = Pick<
  Request,
  "text" | "files" | "threadTs" | "messageTs" | "via" | "parentRunId"
>;

const MOST_LINKS = 10;
const MOST_FILES = 10;

/**
 * What may be read for a request, by rule: the thread it was asked in, the links and files it names,
 * and for a redo the earlier result. Ids: `thread`, `link1`…, `file1`…, `result`.
 */
export function offersOf(request: Asked): SourceOffer[] {
  const offers: SourceOffer[] = [];
  // A command stands alone: its thread begins with the answer.
  if (
    request.via !== "command" &&
    request.threadTs !== request.messageTs &&
    !isFireKey(request.threadTs)
  ) {
    offers.push({ id: "thread", kind: "thread", label: "this thread" });
  }
  for (const [index, link] of linksOf(request.text).slice(0, MOST_LINKS).entries()) {
    offers.push({ id: `link${index + 1}`, kind: "page", label: link.label });
  }
  for (const [index, file] of request.files.slice(0, MOST_FILES).entries()) {
    offers.push({ id: `file${index + 1}`, kind: "file", label: file.name });
  }
  if (request.parentRunId !== null) {
    offers.push({ id: "result", kind: "result", label: "the earlier result" });
  }
  return offers;
}
