import { useId, type ReactNode } from "react";
import { choicesOf, textAt, type Choice } from "../blocks/read.js";
import { controlAttributes, listValue, type FieldProps } from "./field-props.js";

/** Radio buttons or checkboxes, one choice a line. */
export function ChoiceList(props: FieldProps): ReactNode {
  const choices = choicesOf(props.element);
  if (textAt(props.element, "type") === "radio_buttons")
    return <RadioGroup {...props} choices={choices} />;
  return <CheckGroup {...props} choices={choices} chosen={listValue(props.value)} />;
}

function groupAttributes(props: FieldProps): Record<string, unknown> {
  const { id, ...rest } = controlAttributes(props);
  return { ...rest, "aria-labelledby": typeof id === "string" ? `${id}-label` : undefined };
}

function RadioGroup(props: FieldProps & { choices: Choice[] }): ReactNode {
  const name = useId();
  return (
    <div role="radiogroup" className="choices" {...groupAttributes(props)}>
      {props.choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={props.value === choice.value}
            onChange={() => props.onChange(choice.value)}
          />
          <ChoiceText choice={choice} />
        </label>
      ))}
    </div>
  );
}

/** Checkboxes in a scrolling box; as many as the element allows. */
export function CheckGroup(props: FieldProps & { choices: Choice[]; chosen: string[] }): ReactNode {
  const most = props.element["max_selected_items"];
  const full = typeof most === "number" && props.chosen.length >= most;
  const toggle = (value: string): void => {
    const without = props.chosen.filter((one) => one !== value);
    props.onChange(without.length < props.chosen.length ? without : [...props.chosen, value]);
  };
  return (
    <div role="group" className="choices choices-many" {...groupAttributes(props)}>
      {props.choices.map((choice) => {
        const checked = props.chosen.includes(choice.value);
        return (
          <label key={choice.value} className="choice">
            <input
              type="checkbox"
              value={choice.value}
              checked={checked}
              disabled={full && !checked}
              onChange={() => toggle(choice.value)}
            />
            <ChoiceText choice={choice} />
          </label>
        );
      })}
    </div>
  );
}

function ChoiceText({ choice }: { choice: Choice }): ReactNode {
  return (
    <span>
      <span className="choice-label">{choice.label}</span>
      {choice.description !== "" && <span className="choice-more">{choice.description}</span>}
    </span>
  );
}
