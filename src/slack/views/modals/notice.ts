import { section } from "../blocks.js";
import { modal, type Modal } from "./modal.js";

/** A form that only says something. */
export function noticeModal(text: string): Modal {
  return modal({ callbackId: "run.notice", meta: "", title: "Fermata", blocks: [section(text)] });
}
