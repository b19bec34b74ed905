import { Fragment, useMemo, type ReactNode } from "react";
import { useDesk } from "../desk.js";
import { mentionName } from "../names.js";
import { fillDate, fullTime } from "./dates.js";
import { Emoji } from "./emoji.js";
import { safeHref } from "./escape.js";
import { parseMrkdwn, type Block, type Inline } from "./parse.js";
import { SmartLink } from "./smart-link.js";

/** Slack's mrkdwn as the viewer reads it; text is only ever text, never markup. */
export function Mrkdwn({ text }: { text: string }): ReactNode {
  const blocks = useMemo(() => parseMrkdwn(text), [text]);
  return (
    <div className="mrkdwn">
      {blocks.map((block, index) => (
        <BlockOf key={index} block={block} />
      ))}
    </div>
  );
}

function BlockOf({ block }: { block: Block }): ReactNode {
  if (block.kind === "code") return <pre className="code-block">{block.text}</pre>;
  const lines = block.lines.map((line, index) => <Line key={index} parts={line} />);
  return block.kind === "quote" ? <blockquote>{lines}</blockquote> : <div>{lines}</div>;
}

function Line({ parts }: { parts: Inline[] }): ReactNode {
  if (parts.length === 0) return <div className="line-gap" />;
  const first = parts[0];
  const bullet = first?.kind === "text" && /^\s*(•|-|\d+\.) /.test(first.text);
  return <div className={bullet ? "line line-bullet" : "line"}>{inlines(parts)}</div>;
}

function inlines(parts: Inline[]): ReactNode {
  return parts.map((part, index) => (
    <Fragment key={index}>
      <InlineOf part={part} />
    </Fragment>
  ));
}

function InlineOf({ part }: { part: Inline }): ReactNode {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <code>{part.text}</code>;
    case "emoji":
      return <Emoji name={part.name} />;
    case "bold":
      return <strong>{inlines(part.parts)}</strong>;
    case "italic":
      return <em>{inlines(part.parts)}</em>;
    case "strike":
      return <s>{inlines(part.parts)}</s>;
    case "user":
      return <UserMention id={part.id} label={part.label} />;
    case "channel":
      return <ChannelMention id={part.id} label={part.label} />;
    case "everyone":
      return <span className="mention mention-me">@{part.name}</span>;
    case "date":
      return <DateToken part={part} />;
    case "link":
      return <SmartLink url={part.url}>{part.label ?? part.url.replace(/^mailto:/, "")}</SmartLink>;
  }
}

/** A person's name as a mention; the viewer's own stands out. */
export function UserMention({ id, label }: { id: string; label: string | undefined }): ReactNode {
  const desk = useDesk();
  const mine = id === desk.state.me.id;
  return (
    <span className={mine ? "mention mention-me" : "mention"}>
      @{mentionName(desk.state, id, label)}
    </span>
  );
}

/** A channel's name; a click goes there when the viewer can see it. */
export function ChannelMention({
  id,
  label,
}: {
  id: string;
  label: string | undefined;
}): ReactNode {
  const desk = useDesk();
  const channel = desk.state.channels.find((one) => one.id === id);
  if (!channel) return <span className="mention">#{label ?? "private channel"}</span>;
  return (
    <button
      type="button"
      className="mention"
      onClick={() => desk.go({ channel: id, threadTs: undefined })}
    >
      #{channel.name}
    </button>
  );
}

function DateToken({ part }: { part: Extract<Inline, { kind: "date" }> }): ReactNode {
  const desk = useDesk();
  const zone = desk.state.me.tz;
  const text = fillDate(part.seconds, part.format, zone, desk.nowSeconds);
  const time = (
    <time
      dateTime={new Date(part.seconds * 1000).toISOString()}
      title={fullTime(part.seconds, zone)}
    >
      {text === "" ? part.fallback : text}
    </time>
  );
  const href = part.link === undefined ? undefined : safeHref(part.link);
  return href === undefined ? time : <SmartLink url={href}>{time}</SmartLink>;
}
