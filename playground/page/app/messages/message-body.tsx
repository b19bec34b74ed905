import type { ReactNode } from "react";
import type { BrowserEphemeral, BrowserMessage } from "../../../workspace/browser-contract.js";
import { Blocks } from "../blocks/blocks.js";
import { ClickTargetProvider, type ClickTarget } from "../blocks/click.js";
import { textAt } from "../blocks/read.js";
import { Mrkdwn } from "../text/mrkdwn.js";
import { FileCard } from "./file-card.js";
import { isEphemeral } from "./rows.js";

/** What a message says: its blocks, or its text, and its files. */
export function MessageBody(props: {
  channel: string;
  message: BrowserMessage | BrowserEphemeral;
}): ReactNode {
  const { message } = props;
  const target: ClickTarget = { channel: props.channel, ts: message.ts };
  if (isEphemeral(message)) target.ephemeralId = message.ephemeralId;
  // A person's own rich_text only repeats the text, which we draw ourselves.
  const blocks = (message.blocks ?? []).filter(
    (block) => message.bot_id !== undefined || textAt(block, "type") !== "rich_text",
  );
  return (
    <>
      {blocks.length > 0 ? (
        <ClickTargetProvider value={target}>
          <Blocks blocks={blocks} />
        </ClickTargetProvider>
      ) : (
        message.text !== "" && (
          <div className={message.subtype === "tombstone" ? "message-gone" : undefined}>
            <Mrkdwn text={message.text} />
          </div>
        )
      )}
      {message.edited && message.bot_id === undefined && <span className="edited">(edited)</span>}
      {message.files?.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </>
  );
}
