import type { ReactNode } from "react";
import { useDesk } from "../desk.js";
import { safeHref } from "./escape.js";
import { readPermalink } from "./permalink.js";

/** A link that opens messages of this workspace in place and everything else in a new tab. */
export function SmartLink(props: {
  url: string;
  children: ReactNode;
  className?: string;
}): ReactNode {
  const desk = useDesk();
  const href = safeHref(props.url);
  if (href === undefined) return <span>{props.children}</span>;
  return (
    <a
      href={href}
      className={props.className ?? "link"}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        const place = readPermalink(href);
        if (!place || !desk.state.channels.some((channel) => channel.id === place.channel)) return;
        event.preventDefault();
        desk.go({
          channel: place.channel,
          threadTs: threadOf(desk.state.messages[place.channel], place.ts) ?? place.threadTs,
          messageTs: place.ts,
        });
      }}
    >
      {props.children}
    </a>
  );
}

function threadOf(
  messages: { ts: string; thread_ts?: string | undefined }[] | undefined,
  ts: string,
): string | undefined {
  return messages?.find((message) => message.ts === ts)?.thread_ts;
}
