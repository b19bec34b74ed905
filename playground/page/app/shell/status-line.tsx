import { useEffect, useState, type ReactNode } from "react";
import { useDesk } from "../desk.js";
import { nameOf } from "../names.js";

const turnMs = 3_000;

/** What the app does right now, under the messages of a thread: its name and its own words. */
export function StatusLine(props: { channel: string; threadTs: string }): ReactNode {
  const desk = useDesk();
  const line = desk.state.statusLines.find(
    (one) => one.channel === props.channel && one.threadTs === props.threadTs,
  );
  const [turn, setTurn] = useState(0);
  const turns = line?.loadingMessages.length ?? 0;

  useEffect(() => {
    setTurn(0);
    if (turns < 2) return undefined;
    const timer = setInterval(() => setTurn((before) => before + 1), turnMs);
    return () => clearInterval(timer);
  }, [turns]);

  if (!line) return null;
  const said = line.loadingMessages[turn % Math.max(1, turns)];
  return (
    <p className="status-line" role="status" data-testid="status-line">
      <span className="session-sign" aria-hidden="true" />
      {said ?? `${nameOf(desk.state, desk.state.bot.userId)} ${line.status}`}
    </p>
  );
}
