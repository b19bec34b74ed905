import { useState, type ReactNode } from "react";
import type { FieldValue } from "../../../workspace/browser-contract.js";
import type { JsonObject } from "../../../workspace/json.js";
import { Field } from "../fields/field.js";
import { initialValue } from "../fields/initial-value.js";
import { Icon } from "../icons.js";
import { MenuButton } from "../menu.js";
import { BlockButton } from "./button.js";
import { useClick } from "./click.js";
import { Feedback } from "./feedback.js";
import { choicesOf, plainText, objectAt, textAt } from "./read.js";

/** One interactive element of a message, modal or home tab. */
export function BlockElement(props: {
  element: JsonObject;
  blockId: string | undefined;
}): ReactNode {
  switch (textAt(props.element, "type")) {
    case "button":
    case "workflow_button":
      return <BlockButton {...props} />;
    case "overflow":
      return <Overflow {...props} />;
    case "feedback_buttons":
      return <Feedback {...props} />;
    case "icon_button":
      return <BlockButton {...props} />;
    case "image":
      return <BlockImage element={props.element} />;
    default:
      return <ActingField {...props} />;
  }
}

/** A picture of a block, with its description. */
export function BlockImage({ element }: { element: JsonObject }): ReactNode {
  const url = textAt(element, "image_url");
  // Only pictures the workspace serves itself are loaded: a message must not call out by being read.
  if (!url.startsWith("/") && !url.startsWith(window.location.origin))
    return <span className="image-left-out">Picture: {textAt(element, "alt_text")}</span>;
  return <img className="block-image" src={url} alt={textAt(element, "alt_text")} />;
}

function Overflow(props: { element: JsonObject; blockId: string | undefined }): ReactNode {
  const { pending, click } = useClick(props.element, props.blockId);
  return (
    <MenuButton
      label="More"
      className="button button-plain button-more"
      pending={pending}
      actionId={textAt(props.element, "action_id")}
      items={choicesOf(props.element).map((choice) => ({
        key: choice.value,
        label: choice.label,
        onChoose: () => void click(choice.value),
      }))}
    >
      <Icon name="more" />
    </MenuButton>
  );
}

function ActingField(props: { element: JsonObject; blockId: string | undefined }): ReactNode {
  const { pending, click } = useClick(props.element, props.blockId);
  const [value, setValue] = useState<FieldValue>(() => initialValue(props.element));
  const label =
    textAt(props.element, "accessibility_label") ||
    plainText(objectAt(props.element, "placeholder")) ||
    "Choose";
  return (
    <span
      className="acting-field"
      aria-busy={pending}
      data-action-id={textAt(props.element, "action_id")}
    >
      <Field
        element={props.element}
        value={value}
        label={label}
        onChange={(next) => {
          setValue(next);
          void click(next ?? "");
        }}
      />
    </span>
  );
}
