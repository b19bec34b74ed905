import { markdownToMrkdwn } from "../../text/markdown.js";
import { splitMrkdwn } from "../../text/split.js";
import { line } from "../../text/escape.js";
import { context, mrkdwn } from "../blocks.js";
import { capital, inSentence, sentence } from "../words.js";
import type { Block } from "../context.js";
import { modal, type Modal } from "./modal.js";

const mostSections = 96;
const mostBytes = 235_000;

/** The whole text (*Read all*), to read only; what is approved is exactly this. */
export function readAllModal(parts: {
  callId: string;
  title: string;
  markdown: string;
  domain: string;
  /** What the card may have had no room for. */
  aside?: { checked: string; doubts: readonly string[]; changedSince: readonly string[] };
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
      ...(parts.aside ? beside(parts.aside) : []),
    ],
  });
}

/** Small print under the text and apart from it: it is not part of what is approved. */
function beside(aside: {
  checked: string;
  doubts: readonly string[];
  changedSince: readonly string[];
}): Block[] {
  const found = sentence(aside.checked, 300);
  const print = context(
    found === "" ? "" : `Checked: ${found}`,
    listed("Doubts", aside.doubts),
    listed("Changed since the last note", aside.changedSince),
  );
  return print.length === 0 ? [] : [{ type: "divider" }, ...print];
}

function listed(name: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `*${name}*\n${items
    .slice(0, 10)
    .map((one) => `• ${line(one, 250)}`)
    .join("\n")}`;
}
