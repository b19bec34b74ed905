import type { ReactNode } from "react";
import type { BrowserMessage } from "../../../workspace/browser-contract.js";
import { Avatar } from "../avatar.js";
import { useDesk } from "../desk.js";
import { nameOf, userOf } from "../names.js";
import { ago } from "../text/dates.js";

const mostAvatars = 4;

/** "5 replies" with who replied and when last; opens the thread. */
export function ReplyCount(props: { message: BrowserMessage; onOpen: () => void }): ReactNode {
  const desk = useDesk();
  const count = props.message.reply_count ?? 0;
  if (count === 0) return null;
  const users = (props.message.reply_users ?? []).slice(0, mostAvatars);
  const latest = Number(props.message.latest_reply ?? props.message.ts);
  return (
    <button
      type="button"
      className="replies"
      data-testid={`replies-${props.message.ts}`}
      onClick={props.onOpen}
    >
      <span className="reply-faces">
        {users.map((id) => (
          <Avatar
            key={id}
            name={nameOf(desk.state, id)}
            color={userOf(desk.state, id)?.color ?? "7a8790"}
            isFermata={id === desk.state.bot.userId || id === desk.state.bot.botId}
            size="tiny"
          />
        ))}
      </span>
      <span className="reply-count">{count === 1 ? "1 reply" : `${count} replies`}</span>
      <span className="reply-last">Last reply {ago(latest, desk.nowSeconds)}</span>
    </button>
  );
}
