import { useState, type ReactNode } from "react";
import type { BrowserSession } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { nameOf } from "../names.js";

const words: Record<BrowserSession["status"], string> = {
  processing: "Working",
  suspended: "Waiting for somebody",
  active: "Ready",
  closed: "Finished",
};

/** How the app's work in this thread stands, and Slack's own Stop while it goes on. */
export function SessionHead(props: { channel: string; threadTs: string }): ReactNode {
  const desk = useDesk();
  const { channel, threadTs } = props;
  const [stopping, setStopping] = useState(false);
  const session = desk.state.sessions.find(
    (one) => one.channel === channel && one.threadTs === threadTs,
  );
  if (!session) return null;
  const stop = async (): Promise<void> => {
    setStopping(true);
    await desk.act("stopSession", { channel, threadTs });
    setStopping(false);
  };
  const app = nameOf(desk.state, desk.state.bot.userId);
  return (
    <div className={`session session-${session.status}`} data-testid="session">
      <span className="session-sign" aria-hidden="true" />
      <span className="session-text">
        <span className="session-title">{session.title === "" ? app : session.title}</span>
        <span className="session-state" role="status">
          {words[session.status]}
        </span>
      </span>
      {session.canStop && (
        <button
          type="button"
          className="button button-plain session-stop"
          data-testid="session-stop"
          aria-label={`Stop ${app}`}
          aria-busy={stopping}
          aria-disabled={stopping}
          onClick={() => {
            if (!stopping) void stop();
          }}
        >
          <span className="session-square" aria-hidden="true" />
          <span>Stop</span>
        </button>
      )}
    </div>
  );
}
