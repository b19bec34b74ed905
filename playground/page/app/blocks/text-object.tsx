import type { ReactNode } from "react";
import type { JsonObject } from "../../../workspace/json.js";
import { Mrkdwn } from "../text/mrkdwn.js";
import { plainText, textAt } from "./read.js";

/** A text object: mrkdwn is read, plain text is shown as it is. */
export function TextObject({ text }: { text: JsonObject }): ReactNode {
  if (textAt(text, "type") === "plain_text") return <span>{plainText(text)}</span>;
  return <Mrkdwn text={textAt(text, "text")} />;
}
