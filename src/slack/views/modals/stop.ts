import { context, section } from "../blocks.js";
import { bold } from "../../text/escape.js";
import { inSentence } from "../words.js";
import { modal, type Modal } from "./modal.js";

/** Asks once more before a job is stopped from a card's menu. */
export function stopModal(parts: { runId: string; title: string }): Modal {
  const job = inSentence(parts.title, 60);
  return modal({
    callbackId: "run.stop",
    meta: parts.runId,
    title: "Stop this job?",
    submit: "Stop this job",
    close: "Back",
    blocks: [
      section(
        `${bold(`Stop ${job === "your request" ? job : `the ${job}`}?`, 120)} Nothing is posted, and nobody has to answer any more.`,
      ),
      ...context("What is done so far stays in the thread. You can let it go on afterwards."),
    ],
  });
}
