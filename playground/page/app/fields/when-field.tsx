import type { ReactNode } from "react";
import { textAt } from "../blocks/read.js";
import { controlAttributes, textValue, type FieldProps } from "./field-props.js";

const types: Record<string, string> = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

// The browser's own control speaks of the machine's zone, which is the viewer's here.
function toLocal(seconds: string): string {
  const at = new Date(Number(seconds) * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A day (`YYYY-MM-DD`), a time (`HH:MM`) or an instant (seconds since 1970). */
export function WhenField(props: FieldProps): ReactNode {
  const type = textAt(props.element, "type");
  const instant = type === "datetimepicker";
  const value = textValue(props.value);
  return (
    <input
      className="input input-short"
      type={types[type] ?? "text"}
      value={instant && value !== "" ? toLocal(value) : value}
      onChange={(event) => {
        const next = event.target.value;
        if (next === "") props.onChange(null);
        else props.onChange(instant ? String(new Date(next).getTime() / 1000) : next);
      }}
      {...controlAttributes(props)}
    />
  );
}
