import type { ReactNode } from "react";
import { Icon } from "../icons.js";

/** The head of a pane: back on a phone, the name, a line about it, and what else fits. */
export function PaneHead(props: {
  title: ReactNode;
  more?: ReactNode;
  onBack?: () => void;
  onClose?: () => void;
  closeLabel?: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <header className="pane-head">
      {props.onBack && (
        <button
          type="button"
          className="icon-button back"
          aria-label="Back"
          data-testid="back"
          onClick={props.onBack}
        >
          <Icon name="back" />
        </button>
      )}
      <div className="pane-title">
        <h1>{props.title}</h1>
        {props.more !== undefined && <p>{props.more}</p>}
      </div>
      {props.children}
      {props.onClose && (
        <button
          type="button"
          className="icon-button pane-close"
          aria-label={props.closeLabel ?? "Close"}
          data-testid="thread-close"
          onClick={props.onClose}
        >
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
