import { useEffect, type ReactNode } from "react";
import type { BrowserChannel } from "../../../workspace/browser-contract.js";
import { Composer } from "../composer/composer.js";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { MessageList } from "../messages/message-list.js";
import { channelMessages, rowsOf } from "../messages/rows.js";
import { channelName, dmPartner } from "../names.js";
import { PaneHead } from "./pane-head.js";
import { PromptList } from "./prompt-list.js";

/** One conversation: its messages and where to write. */
export function ChannelView({ channel }: { channel: BrowserChannel }): ReactNode {
  const desk = useDesk();
  const { state, act } = desk;
  const name = channelName(state, channel);
  const signed = channel.isDm ? name : `#${name}`;
  const isBot = channel.isDm && dmPartner(state, channel) === state.bot.userId;
  const rows = rowsOf(state, channelMessages(state, channel.id), true);

  useEffect(() => {
    if (channel.unread > 0 || channel.mentions > 0) void act("read", { channel: channel.id });
  }, [channel.id, channel.unread, channel.mentions, act]);
  useEffect(() => {
    if (isBot) void act("openHome", { tab: "messages" });
  }, [isBot, act]);

  return (
    <main
      className="pane pane-channel"
      id="main"
      tabIndex={-1}
      data-testid="channel-view"
      data-channel={channel.id}
    >
      <PaneHead
        title={
          <>
            {channel.isPrivate && !channel.isDm && <Icon name="lock" />}
            {signed}
          </>
        }
        more={channel.topic === "" ? undefined : channel.topic}
        onBack={() => desk.go({ channel: "list", threadTs: undefined })}
      >
        {isBot ? (
          <div className="tabs">
            <button type="button" className="tab" onClick={() => desk.go({ channel: "home" })}>
              Home
            </button>
            <button type="button" className="tab" aria-current="page">
              Messages
            </button>
          </div>
        ) : (
          !channel.isDm && (
            <span className="members" title={`${channel.members.length} people`}>
              <Icon name="people" /> {channel.members.length}
              <span className="only-heard"> members</span>
              {channel.isShared && <span className="tag">Shared outside</span>}
            </span>
          )
        )}
      </PaneHead>
      <MessageList channel={channel.id} rows={rows} label={`Messages in ${signed}`}>
        <p className="beginning">
          {channel.isDm
            ? `This is the beginning of your messages with ${name}.`
            : `This is the beginning of ${signed}.`}
        </p>
      </MessageList>
      {isBot && <PromptList channel={channel.id} />}
      <ComposerOrReason channel={channel} signed={signed} />
    </main>
  );
}

/** The composer, or one line that says why there is none. */
export function ComposerOrReason(props: {
  channel: BrowserChannel;
  signed: string;
  threadTs?: string;
}): ReactNode {
  const { channel } = props;
  if (channel.isArchived) return <p className="no-composer">This channel is archived.</p>;
  if (!channel.isMember)
    return (
      <p className="no-composer">You are looking at {props.signed}. Only members can write here.</p>
    );
  return (
    <Composer
      key={`${channel.id} ${props.threadTs ?? ""}`}
      channel={channel.id}
      threadTs={props.threadTs}
      members={channel.members}
      placeholder={
        props.threadTs === undefined ? `Message ${props.signed}` : "Reply in this thread"
      }
    />
  );
}
