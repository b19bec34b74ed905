import { useState, type ReactNode } from "react";
import type { JsonObject } from "../../../workspace/json.js";
import { Emoji } from "../text/emoji.js";
import { useClick } from "./click.js";
import { objectAt, plainText, textAt } from "./read.js";

/** Thumbs up and down under a result; the one that was pressed stays marked. */
export function Feedback(props: { element: JsonObject; blockId: string | undefined }): ReactNode {
  const { pending, click } = useClick(props.element, props.blockId);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const one = (key: string, emoji: string): ReactNode => {
    const button = objectAt(props.element, key);
    const value = textAt(button, "value");
    return (
      <button
        type="button"
        className="feedback-button"
        aria-label={textAt(button, "accessibility_label") || plainText(objectAt(button, "text"))}
        aria-pressed={chosen === value}
        aria-disabled={pending}
        data-action-id={textAt(props.element, "action_id")}
        data-value={value}
        onClick={() => {
          if (pending) return;
          setChosen(value);
          void click(value);
        }}
      >
        <Emoji name={emoji} />
        <span>{plainText(objectAt(button, "text"))}</span>
      </button>
    );
  };
  return (
    <span className="feedback" role="group" aria-label="Was this good?">
      {one("positive_button", "+1")}
      {one("negative_button", "-1")}
    </span>
  );
}
