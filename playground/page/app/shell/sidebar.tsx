import { useRef, type KeyboardEvent, type ReactNode } from "react";
import type { BrowserChannel } from "../../../workspace/browser-contract.js";
import { Avatar } from "../avatar.js";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { channelName, dmPartner, nameOf, roleOf, userOf } from "../names.js";

/** The list of places: Fermata's desk, channels, direct messages. Arrows move, Enter opens. */
export function Sidebar(): ReactNode {
  const desk = useDesk();
  const { state } = desk;
  const list = useRef<HTMLElement>(null);
  const channels = state.channels.filter((channel) => !channel.isDm && !channel.isArchived);
  const dms = state.channels.filter((channel) => channel.isDm);
  const botDm = dms.find((channel) => dmPartner(state, channel) === state.bot.userId);
  const others = state.users.filter(
    (user) =>
      user.id !== state.me.id &&
      user.id !== state.bot.userId &&
      (user.role === "member" || user.role === "admin" || user.role === "guest") &&
      !dms.some((channel) => channel.members.includes(user.id)),
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = all.findIndex((one) => one === document.activeElement);
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const target = all[targets[event.key] ?? -1];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const openDm = async (id: string): Promise<void> => {
    const reply = await desk.act("openDm", { with: id });
    if (reply.channel !== undefined) desk.go({ channel: reply.channel, threadTs: undefined });
  };

  return (
    <nav ref={list} className="sidebar" aria-label="Channels and messages" onKeyDown={onKeyDown}>
      <p className="team">{state.team.name}</p>
      {state.homeTab && (
        <Entry
          testId="open-home"
          current={desk.place.channel === "home"}
          onOpen={() => desk.go({ channel: "home", threadTs: undefined })}
        >
          <Icon name="home" />
          <span className="entry-name">Fermata's desk</span>
        </Entry>
      )}
      <h2>Channels</h2>
      {channels.map((channel) => (
        <ChannelEntry key={channel.id} channel={channel}>
          {channel.isPrivate ? <Icon name="lock" /> : <span className="hash">#</span>}
        </ChannelEntry>
      ))}
      <h2>Direct messages</h2>
      {botDm ? (
        <PersonEntry channel={botDm} id={state.bot.userId} />
      ) : (
        <Entry testId="dm-fermata" current={false} onOpen={() => void openDm(state.bot.userId)}>
          <Avatar name={nameOf(state, state.bot.userId)} color="0f766e" isFermata size="tiny" />
          <span className="entry-name">{nameOf(state, state.bot.userId)}</span>
          <span className="tag">App</span>
        </Entry>
      )}
      {dms
        .filter((channel) => channel !== botDm)
        .map((channel) => (
          <PersonEntry key={channel.id} channel={channel} id={dmPartner(state, channel) ?? ""} />
        ))}
      {others.map((user) => (
        <Entry
          key={user.id}
          testId={`dm-${user.name}`}
          current={false}
          onOpen={() => void openDm(user.id)}
        >
          <Avatar name={user.realName} color={user.color} size="tiny" />
          <span className="entry-name" title={roleOf(user)}>
            {user.realName}
          </span>
        </Entry>
      ))}
    </nav>
  );
}

function PersonEntry({ channel, id }: { channel: BrowserChannel; id: string }): ReactNode {
  const desk = useDesk();
  const isBot = id === desk.state.bot.userId;
  return (
    <ChannelEntry channel={channel} testId={isBot ? "dm-fermata" : undefined} isBot={isBot}>
      <Avatar
        name={nameOf(desk.state, id)}
        color={userOf(desk.state, id)?.color ?? "7a8790"}
        isFermata={isBot}
        size="tiny"
      />
    </ChannelEntry>
  );
}

function ChannelEntry(props: {
  channel: BrowserChannel;
  children: ReactNode;
  testId?: string | undefined;
  isBot?: boolean;
}): ReactNode {
  const desk = useDesk();
  const { channel } = props;
  const name = channelName(desk.state, channel);
  return (
    <Entry
      testId={props.testId ?? (channel.isDm ? `dm-${channel.id}` : `channel-${channel.name}`)}
      current={desk.place.channel === channel.id}
      fresh={channel.unread > 0}
      onOpen={() => desk.go({ channel: channel.id, threadTs: undefined })}
    >
      {props.children}
      <span className="entry-name">{name}</span>
      {props.isBot && <span className="tag">App</span>}
      {channel.unread > 0 && <span className="only-heard">, {channel.unread} new</span>}
      {channel.mentions > 0 && <span className="badge">{channel.mentions}</span>}
    </Entry>
  );
}

function Entry(props: {
  testId: string;
  current: boolean;
  fresh?: boolean;
  onOpen: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className={props.fresh ? "entry entry-fresh" : "entry"}
      aria-current={props.current ? "page" : undefined}
      data-testid={props.testId}
      onClick={props.onOpen}
    >
      {props.children}
    </button>
  );
}
