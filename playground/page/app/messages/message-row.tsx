import { useState, type KeyboardEvent, type ReactNode } from "react";
import type { BrowserEphemeral, BrowserMessage } from "../../../workspace/browser-contract.js";
import { Avatar } from "../avatar.js";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { authorOf } from "../names.js";
import { clockTime, fullTime } from "../text/dates.js";
import { EditBox } from "./edit-box.js";
import { MessageBody } from "./message-body.js";
import { MessageTools } from "./message-tools.js";
import { isEphemeral } from "./rows.js";
import { Reactions } from "./reactions.js";
import { ReplyCount } from "./reply-count.js";

/** One message: who, when, what, and what can be done with it. */
export function MessageRow(props: {
  channel: string;
  message: BrowserMessage | BrowserEphemeral;
  compact: boolean;
  inThread: boolean;
  /** True for the one message of the list that Tab reaches. */
  reachable: boolean;
}): ReactNode {
  const desk = useDesk();
  const { message } = props;
  const [editing, setEditing] = useState(false);
  const author = authorOf(desk.state, message);
  const seconds = Number(message.ts);
  const zone = desk.state.me.tz;
  const hidden = isEphemeral(message);
  const marked = desk.place.messageTs === message.ts;
  const isRoot = !props.inThread && !hidden;
  const openThread = (): void => desk.go({ channel: props.channel, threadTs: message.ts });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter" && isRoot) {
      event.preventDefault();
      openThread();
    }
    if (
      event.key === "m" ||
      event.key === "ContextMenu" ||
      (event.key === "F10" && event.shiftKey)
    ) {
      event.preventDefault();
      event.currentTarget.querySelector<HTMLElement>(".tools > :last-child > button")?.focus();
    }
  };
  const time = (
    <time dateTime={new Date(seconds * 1000).toISOString()} title={fullTime(seconds, zone)}>
      {clockTime(seconds, zone)}
    </time>
  );
  const classes = ["message"];
  if (props.compact) classes.push("message-compact");
  if (hidden) classes.push("message-private");
  if (marked) classes.push("message-marked");

  return (
    <article
      className={classes.join(" ")}
      data-row=""
      data-ts={message.ts}
      data-testid={hidden ? `ephemeral-${message.ephemeralId}` : `message-${message.ts}`}
      tabIndex={props.reachable ? 0 : -1}
      aria-label={`${author.name}, ${clockTime(seconds, zone)}`}
      onKeyDown={onKeyDown}
    >
      <div className="message-side">
        {props.compact ? (
          time
        ) : (
          <Avatar
            name={author.name}
            color={author.color}
            isFermata={author.id === desk.state.bot.userId}
          />
        )}
      </div>
      <div className="message-main">
        {hidden && (
          <p className="private-line">
            <Icon name="eye" />
            Only visible to you
            <button
              type="button"
              className="link-button"
              onClick={() => void desk.act("dismiss", { ephemeralId: message.ephemeralId })}
            >
              Dismiss
            </button>
          </p>
        )}
        {!props.compact && (
          <p className="message-head">
            <span className="author">{author.name}</span>
            {author.isBot && <span className="tag">App</span>}
            {time}
          </p>
        )}
        {editing ? (
          <EditBox channel={props.channel} message={message} onDone={() => setEditing(false)} />
        ) : (
          <MessageBody channel={props.channel} message={message} />
        )}
        {!hidden && <Reactions channel={props.channel} message={message} />}
        {isRoot && <ReplyCount message={message} onOpen={openThread} />}
      </div>
      {!hidden && !editing && message.subtype !== "tombstone" && (
        <MessageTools
          channel={props.channel}
          message={message}
          mine={author.id === desk.state.me.id}
          onEdit={() => setEditing(true)}
          onReply={isRoot ? openThread : undefined}
        />
      )}
    </article>
  );
}
