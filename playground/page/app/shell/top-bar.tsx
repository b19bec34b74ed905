import type { ReactNode } from "react";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { usePlug } from "../use-plug.js";
import { PersonSwitch } from "./person-switch.js";

/** The playground's own bar: who one is, the plug, the line to the workspace, light or dark. */
export function TopBar(props: { online: boolean; onTheme: () => void }): ReactNode {
  const desk = useDesk();
  const plug = usePlug();
  const line =
    plug.line ??
    (props.online
      ? desk.state.bot.connected
        ? "Fermata is connected"
        : "Fermata is not connected"
      : "The line to the workspace is down");
  const tone = !props.online
    ? "down"
    : plug.status && plug.status.state !== "up"
      ? "starting"
      : desk.state.bot.connected
        ? "up"
        : "starting";
  return (
    <header className="top-bar" aria-label="Playground">
      <span className="playground-name">Playground</span>
      {plug.status?.practice && (
        <span
          className="practice"
          title="No key is set, so a small practice model without a language model answers."
        >
          Practice model
        </span>
      )}
      <PersonSwitch />
      <span className="bar-space" />
      <span
        className={`line-state line-${tone}`}
        role="status"
        data-testid="connection"
        title={line}
      >
        <span className="dot" aria-hidden="true" />
        <span className="line-text">{line}</span>
      </span>
      {plug.status && (
        <button
          type="button"
          className="plug"
          data-testid="plug"
          aria-label="Pull the plug"
          title="Kill Fermata's process now. It starts again and goes on."
          disabled={plug.status.state !== "up"}
          onClick={() => void plug.pull()}
        >
          <Icon name="plug" />
          <span>Pull the plug</span>
        </button>
      )}
      <button
        type="button"
        className="icon-button theme"
        data-testid="theme"
        aria-label={desk.theme === "dark" ? "Use light colours" : "Use dark colours"}
        title={desk.theme === "dark" ? "Light" : "Dark"}
        onClick={props.onTheme}
      >
        <Icon name={desk.theme === "dark" ? "sun" : "moon"} />
      </button>
    </header>
  );
}
