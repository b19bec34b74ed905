import type { ReactNode } from "react";
import type { BrowserChannel } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { MessageList } from "../messages/message-list.js";
import { MessageRow } from "../messages/message-row.js";
import { rowsOf, threadReplies } from "../messages/rows.js";
import { channelName } from "../names.js";
import { ComposerOrReason } from "./channel-view.js";
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
  const close = (): void => desk.go({ threadTs: undefined });
  return (
    <section
      className="pane pane-thread"
      aria-label={`Thread in ${signed}`}
      data-testid="thread-pane"
    >
      <PaneHead
        title="Thread"
        more={signed}
        onBack={close}
        onClose={close}
        closeLabel="Close thread"
      />
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
      <ComposerOrReason channel={channel} signed={signed} threadTs={threadTs} />
    </section>
  );
}
