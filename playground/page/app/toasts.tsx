import { useCallback, useState, type ReactNode } from "react";
import { Icon } from "./icons.js";

/** A short line that goes away by itself; errors stay longer. */
export interface Toast {
  id: number;
  line: string;
  kind: "error" | "note";
}

const shownMs = { error: 8_000, note: 3_000 };
let lastId = 0;

/** The toasts on screen, and how to show and close one. */
export function useToasts(): [
  Toast[],
  (line: string, kind?: Toast["kind"]) => void,
  (id: number) => void,
] {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const close = useCallback((id: number): void => {
    setToasts((before) => before.filter((one) => one.id !== id));
  }, []);
  const show = useCallback(
    (line: string, kind: Toast["kind"] = "error"): void => {
      lastId += 1;
      const id = lastId;
      setToasts((before) => [...before.filter((one) => one.line !== line), { id, line, kind }]);
      setTimeout(() => close(id), shownMs[kind]);
    },
    [close],
  );
  return [toasts, show, close];
}

/** The toasts in a corner; read aloud when they come. */
export function Toasts(props: { toasts: Toast[]; onClose: (id: number) => void }): ReactNode {
  return (
    <div className="toasts" role="alert" aria-live="assertive">
      {props.toasts.map((toast) => (
        <div key={toast.id} className={`toast toast-${toast.kind}`} data-testid="toast">
          <span>{toast.line}</span>
          <button
            type="button"
            className="icon-button"
            aria-label="Close"
            onClick={() => props.onClose(toast.id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
