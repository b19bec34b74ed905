import type { ReactNode } from "react";
import { Message, type Block } from "slack-blocks-to-jsx";
import type { JsonObject } from "../../../workspace/json.js";
import { useDesk } from "../desk.js";
import { fillDate } from "../text/dates.js";
import { Emoji } from "../text/emoji.js";
import { ChannelMention, UserMention } from "../text/mrkdwn.js";
import { SmartLink } from "../text/smart-link.js";
import { textAt } from "./read.js";

const shown = new Set([
  "markdown",
  "rich_text",
  "data_table",
  "alert",
  "card",
  "carousel",
  "container",
  "file",
  "data_visualization",
]);

function isShown(block: unknown): block is Block {
  return (
    typeof block === "object" && block !== null && "type" in block && shown.has(String(block.type))
  );
}

/** Display-only blocks, drawn by slack-blocks-to-jsx with our own names, dates, links and signs. */
export function Rendered({ block }: { block: JsonObject }): ReactNode {
  const desk = useDesk();
  if (!isShown(block))
    return (
      <p className="block-unknown">A block of type {textAt(block, "type")} is not shown here.</p>
    );
  return (
    <Message
      blocks={[block]}
      logo=""
      name=""
      withoutWrapper
      theme={desk.theme}
      hooks={{
        user: (user) => <UserMention id={user.id} label={user.name} />,
        channel: (channel) => <ChannelMention id={channel.id} label={channel.name} />,
        emoji: (emoji) => <Emoji name={emoji.name} />,
        link: (link) => <SmartLink url={link.href}>{link.children}</SmartLink>,
        date: (date) =>
          fillDate(Number(date.timestamp), date.format, desk.state.me.tz, desk.nowSeconds) ||
          date.fallback,
      }}
    />
  );
}
