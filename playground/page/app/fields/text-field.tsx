import type { ReactNode } from "react";
import { objectAt, plainText, textAt } from "../blocks/read.js";
import { controlAttributes, textValue, type FieldProps } from "./field-props.js";

const kinds: Record<string, { type: string; mode?: "decimal" | "numeric" }> = {
  // A number field stays a text field: the browser would drop what it cannot read before anybody sees why.
  number_input: { type: "text", mode: "decimal" },
  url_text_input: { type: "url" },
  email_text_input: { type: "email" },
};

/** One line or many lines of text, a number, an address. */
export function TextField(props: FieldProps): ReactNode {
  const { element } = props;
  const type = textAt(element, "type");
  const text = textValue(props.value);
  const maxLength = typeof element["max_length"] === "number" ? element["max_length"] : undefined;
  const shared = {
    ...controlAttributes(props),
    value: text,
    placeholder: plainText(objectAt(element, "placeholder")) || undefined,
    maxLength,
    onChange: (event: { target: { value: string } }) =>
      props.onChange(event.target.value === "" ? null : event.target.value),
  };
  const left = maxLength === undefined ? undefined : maxLength - text.length;
  const many = element["multiline"] === true || type === "rich_text_input";
  return (
    <>
      {many ? (
        <textarea className="input" rows={6} {...shared} />
      ) : (
        <input
          className="input"
          type={kinds[type]?.type ?? "text"}
          inputMode={kinds[type]?.mode}
          autoComplete="off"
          {...shared}
        />
      )}
      {left !== undefined && left < 200 && (
        <span className="field-left">{left} characters left</span>
      )}
    </>
  );
}
