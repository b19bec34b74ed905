import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { Icon } from "./icons.js";

const focusable = "button:not([disabled]), a[href], input, select, textarea, [tabindex='0']";

/** A modal window: the focus stays inside, Esc closes, the focus returns where it was. */
export function Dialog(props: {
  title: string;
  testId: string;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    const first = element?.querySelector<HTMLElement>(
      "[data-focus-first], input, textarea, select",
    );
    first?.focus();
    return () => {
      element?.close();
      // React has taken the window away by now, so the browser would not give the focus back itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const keepInside = (event: KeyboardEvent): void => {
    if (event.key !== "Tab") return;
    const all = [...(dialog.current?.querySelectorAll<HTMLElement>(focusable) ?? [])];
    const first = all[0];
    const last = all.at(-1);
    const leaving = event.shiftKey ? first : last;
    if (document.activeElement !== leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };

  // In the body, so that nothing above it (a bar that ignores the pointer, a fold) reaches into it.
  return createPortal(
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      data-testid={props.testId}
      onKeyDown={keepInside}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{props.title}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          data-testid={`${props.testId}-x`}
          onClick={props.onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {props.children}
    </dialog>,
    document.body,
  );
}
