import type { ReactNode } from "react";
import { useDesk } from "../desk.js";
import { firstName, userOf } from "../names.js";

/** What a newcomer does next, with a button that takes them there. */
export function HintLine(): ReactNode {
  const desk = useDesk();
  const { hint } = desk.state;
  if (!hint) return null;
  const other = hint.become === undefined ? undefined : userOf(desk.state, hint.become);
  const there =
    hint.channel === undefined ||
    (desk.place.channel === hint.channel &&
      (hint.threadTs === undefined || desk.place.threadTs === hint.threadTs));
  const target =
    hint.channel === undefined ? {} : { channel: hint.channel, threadTs: hint.threadTs };
  return (
    <div className="hint" role="status" data-testid="hint">
      <span className="hint-mark" aria-hidden="true" />
      <span className="hint-text">{hint.line}</span>
      {other && other.id !== desk.state.me.id ? (
        <button
          type="button"
          className="button button-hint"
          data-testid="hint-become"
          onClick={() => desk.go({ as: other.id, ...target })}
        >
          Become {firstName(other)}
        </button>
      ) : (
        !there && (
          <button
            type="button"
            className="button button-hint"
            data-testid="hint-go"
            onClick={() => desk.go(target)}
          >
            Take me there
          </button>
        )
      )}
    </div>
  );
}
