import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useDesk } from "../desk.js";
import { dayName } from "../text/dates.js";
import { MessageRow } from "./message-row.js";
import type { Row } from "./rows.js";

const nearBottomPx = 120;

/** Messages that stay at the newest one unless the reader scrolled up; arrows move between them. */
export function MessageList(props: {
  channel: string;
  rows: Row[];
  label: string;
  inThread?: boolean;
  children?: ReactNode;
  foot?: ReactNode;
}): ReactNode {
  const desk = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const stick = useRef(true);
  const [behind, setBehind] = useState(false);
  const newest = props.rows.at(-1)?.key;
  const wanted = desk.place.messageTs;

  const toBottom = (): void => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    stick.current = true;
    setBehind(false);
  };

  useLayoutEffect(() => {
    stick.current = true;
    toBottom();
  }, [props.channel]);

  useLayoutEffect(() => {
    if (stick.current) toBottom();
    else setBehind(true);
  }, [newest]);

  // A card that grows (a plan that ticks) or a composer that does must not push the newest line away.
  useEffect(() => {
    const element = box.current;
    const inner = element?.firstElementChild;
    if (!inner) return;
    const observer = new ResizeObserver(() => {
      if (stick.current) toBottom();
    });
    observer.observe(inner);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (wanted === undefined) return;
    const found = box.current?.querySelector(`[data-ts="${wanted}"]`);
    if (!found) return;
    stick.current = false;
    found.scrollIntoView({ block: "center" });
  }, [wanted, props.channel]);

  const move = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches("[data-row]")) return;
    const all = [...(box.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = all.indexOf(event.target);
    const targets: Record<string, number> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: all.length - 1,
    };
    const target = all[targets[event.key] ?? -1];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  const last = props.rows.findLastIndex((row) => row.kind === "message");
  return (
    <div className="messages-frame">
      <div
        ref={box}
        className="messages"
        role="log"
        aria-label={props.label}
        onKeyDown={move}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          stick.current = scrollHeight - scrollTop - clientHeight < nearBottomPx;
          if (stick.current) setBehind(false);
        }}
      >
        <div className="messages-inner">
          {props.children}
          {props.rows.map((row, index) =>
            row.kind === "day" ? (
              <div key={row.key} className="day" role="separator">
                <span>{dayName(row.seconds, desk.state.me.tz, desk.nowSeconds)}</span>
              </div>
            ) : (
              <MessageRow
                key={row.key}
                channel={props.channel}
                message={row.message}
                compact={row.compact}
                inThread={props.inThread === true}
                reachable={index === last}
              />
            ),
          )}
          {props.foot}
        </div>
      </div>
      {behind && (
        <button type="button" className="newer" onClick={toBottom}>
          Newer messages
        </button>
      )}
    </div>
  );
}
