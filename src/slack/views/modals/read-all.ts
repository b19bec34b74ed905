import { markdownToMrkdwn } from "../../text/markdown.js";
import { splitMrkdwn } from "../../text/split.js";
import { context, mrkdwn } from "../blocks.js";
import { capital, inSentence } from "../words.js";
import { modal, type Modal } from "./modal.js";

const mostSections = 98;
const mostBytes = 235_000;

/** The whole text (*Read all*), to read only; what is approved is exactly this. */
export function readAllModal(parts: {
  callId: string;
  title: string;
  markdown: string;
  domain: string;
}): Modal {
  const pieces = splitMrkdwn(markdownToMrkdwn(parts.markdown, parts.domain), 3000);
  const shown: string[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    bytes += Buffer.byteLength(JSON.stringify(piece)) + 120;
    if (shown.length >= mostSections || bytes > mostBytes) break;
    shown.push(piece);
  }
  const cut = pieces.length - shown.length;
  return modal({
    callbackId: "call.view",
    meta: parts.callId,
    title: capital(inSentence(parts.title, 24)),
    close: "Close",
    blocks: [
      ...(shown.length === 0 ? ["The text is empty."] : shown).map((piece) => ({
        type: "section" as const,
        expand: true,
        text: mrkdwn(piece),
      })),
      ...context(
        cut === 0
          ? ""
          : "The rest does not fit here. Open *Edit* on the card to read it, or ask for a shorter version.",
      ),
    ],
  });
}
