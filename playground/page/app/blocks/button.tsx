import { useState, type ReactNode } from "react";
import type { JsonObject } from "../../../workspace/json.js";
import { Dialog } from "../dialog.js";
import { SmartLink } from "../text/smart-link.js";
import { useClick } from "./click.js";
import { objectAt, plainText, textAt } from "./read.js";

/** A Block Kit button; asks first when it has a confirm dialog, waits until the click was answered. */
export function BlockButton(props: {
  element: JsonObject;
  blockId: string | undefined;
}): ReactNode {
  const { element } = props;
  const { pending, click } = useClick(element, props.blockId);
  const [asking, setAsking] = useState(false);
  const confirm = objectAt(element, "confirm");
  const label = plainText(objectAt(element, "text"));
  const url = textAt(element, "url");
  const style = textAt(element, "style");
  const className = `button ${style === "" ? "button-plain" : `button-${style}`}`;

  if (url !== "")
    return (
      <span onClickCapture={() => void click()} data-action-id={textAt(element, "action_id")}>
        <SmartLink url={url} className={className}>
          {label}
        </SmartLink>
      </span>
    );
  return (
    <>
      <button
        type="button"
        className={className}
        data-action-id={textAt(element, "action_id")}
        aria-label={textAt(element, "accessibility_label") || undefined}
        aria-busy={pending}
        aria-disabled={pending}
        onClick={() => {
          if (pending) return;
          if (confirm) setAsking(true);
          else void click();
        }}
      >
        {pending && <span className="spinner" aria-hidden="true" />}
        <span>{label}</span>
      </button>
      {asking && confirm && (
        <ConfirmDialog
          confirm={confirm}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void click();
          }}
        />
      )}
    </>
  );
}

function ConfirmDialog(props: {
  confirm: JsonObject;
  onClose: () => void;
  onConfirm: () => void;
}): ReactNode {
  const { confirm } = props;
  const danger = textAt(confirm, "style") === "danger";
  return (
    <Dialog title={plainText(objectAt(confirm, "title"))} onClose={props.onClose} testId="confirm">
      <div className="dialog-body">
        <p>{plainText(objectAt(confirm, "text"))}</p>
      </div>
      <div className="dialog-foot">
        <button type="button" className="button button-plain" onClick={props.onClose}>
          {plainText(objectAt(confirm, "deny")) || "Cancel"}
        </button>
        <button
          type="button"
          className={danger ? "button button-danger" : "button button-primary"}
          data-testid="confirm-yes"
          onClick={props.onConfirm}
        >
          {plainText(objectAt(confirm, "confirm")) || "Yes"}
        </button>
      </div>
    </Dialog>
  );
}
