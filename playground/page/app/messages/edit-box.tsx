import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { BrowserMessage } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { typedText } from "../text/typed-text.js";

/** A message being changed in place: Enter saves, Esc leaves it as it was. */
export function EditBox(props: {
  channel: string;
  message: BrowserMessage;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const [text, setText] = useState(() => typedText(desk.state, props.message.text));
  const box = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
    // Only once, when the box opens.
  }, []);

  const save = async (): Promise<void> => {
    const reply = await desk.act("edit", { channel: props.channel, ts: props.message.ts, text });
    if (reply.ok) props.onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") props.onDone();
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className="edit-box">
      <textarea
        ref={box}
        className="input"
        rows={3}
        value={text}
        aria-label="Edit message"
        data-testid="edit-text"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="edit-buttons">
        <button type="button" className="button button-plain" onClick={props.onDone}>
          Cancel
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={text.trim() === ""}
          onClick={() => void save()}
        >
          Save
        </button>
      </div>
    </div>
  );
}
