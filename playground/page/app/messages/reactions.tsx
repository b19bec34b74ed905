import type { ReactNode } from "react";
import type { BrowserMessage } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { nameOf } from "../names.js";
import { Emoji, emojiLabel } from "../text/emoji.js";

/** The reactions under a message; a press adds or takes back one's own. */
export function Reactions(props: { channel: string; message: BrowserMessage }): ReactNode {
  const desk = useDesk();
  const { reactions } = props.message;
  if (!reactions || reactions.length === 0) return null;
  return (
    <div className="reactions">
      {reactions.map((reaction) => {
        const mine = reaction.users.includes(desk.state.me.id);
        const who = reaction.users.map((id) => nameOf(desk.state, id)).join(", ");
        return (
          <button
            key={reaction.name}
            type="button"
            className="reaction"
            aria-pressed={mine}
            aria-label={`${emojiLabel(reaction.name)}, ${reaction.count}: ${who}`}
            title={who}
            data-testid={`reaction-${reaction.name}`}
            onClick={() =>
              void desk.act("react", {
                channel: props.channel,
                ts: props.message.ts,
                name: reaction.name,
                remove: mine,
              })
            }
          >
            <Emoji name={reaction.name} />
            <span>{reaction.count}</span>
          </button>
        );
      })}
    </div>
  );
}
