import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { BrowserChannel } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { MessageList } from "../messages/message-list.js";
import { MessageRow } from "../messages/message-row.js";
import { rowsOf, threadReplies } from "../messages/rows.js";
import { channelName } from "../names.js";
import { ComposerOrReason } from "./channel-view.js";
import { SessionHead } from "./session-head.js";
import { StatusLine } from "./status-line.js";
import { PaneHead } from "./pane-head.js";

/** A thread beside its channel (instead of it on a phone). */
export function ThreadPane(props: { channel: BrowserChannel; threadTs: string }): ReactNode {
  const desk = useDesk();
  const { channel, threadTs } = props;
  const root = desk.state.messages[channel.id]?.find((message) => message.ts === threadTs);
  const replies = threadReplies(desk.state, channel.id, threadTs);
  const open = replies.filter((reply) => !("ephemeralId" in reply)).length;
  const name = channelName(desk.state, channel);
  const signed = channel.isDm ? name : `#${name}`;
  const pane = useRef<HTMLElement>(null);

  // Somebody who opened the thread wants to write; a page that just loaded takes no focus, and a
  // finger gets no keyboard it did not ask for.
  useEffect(() => {
    const byHand = document.activeElement !== document.body;
    if (byHand && window.matchMedia("(hover: hover)").matches)
      pane.current?.querySelector("textarea")?.focus();
  }, []);

  const close = (): void => {
    flushSync(() => desk.go({ threadTs: undefined }));
    document.querySelector<HTMLElement>(`.pane-channel [data-ts="${threadTs}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const inDialog = event.target instanceof Element && event.target.closest("dialog") !== null;
    if (event.key === "Escape" && !event.defaultPrevented && !inDialog) close();
  };
  return (
    <section
      ref={pane}
      className="pane pane-thread"
      aria-label={`Thread in ${signed}`}
      data-testid="thread-pane"
      onKeyDown={onKeyDown}
    >
      <PaneHead
        title="Thread"
        more={signed}
        onBack={close}
        onClose={close}
        closeLabel="Close thread"
      />
      <SessionHead channel={channel.id} threadTs={threadTs} />
      <MessageList
        channel={`${channel.id}`}
        rows={rowsOf(desk.state, replies, false)}
        label={`Thread in ${signed}`}
        inThread
      >
        {root ? (
          <MessageRow
            channel={channel.id}
            message={root}
            compact={false}
            inThread
            reachable={replies.length === 0}
          />
        ) : (
          <p className="beginning">The first message of this thread is gone.</p>
        )}
        {open > 0 && (
          <p className="reply-line">
            <span>{open === 1 ? "1 reply" : `${open} replies`}</span>
          </p>
        )}
      </MessageList>
      <StatusLine channel={channel.id} threadTs={threadTs} />
      <ComposerOrReason channel={channel} signed={signed} threadTs={threadTs} />
    </section>
  );
}
