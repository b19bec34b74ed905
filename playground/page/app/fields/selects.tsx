import type { ReactNode } from "react";
import type { BrowserState } from "../../../workspace/browser-contract.js";
import { choicesOf, objectAt, plainText, textAt, type Choice } from "../blocks/read.js";
import { useDesk } from "../desk.js";
import { channelName, roleOf } from "../names.js";
import { CheckGroup } from "./choice-list.js";
import { controlAttributes, listValue, textValue, type FieldProps } from "./field-props.js";

/** People or conversations as choices, whichever the element asks for. */
function placesOf(state: BrowserState, type: string): Choice[] {
  if (type.includes("users"))
    return state.users
      .filter((user) => user.role !== "deactivated" && user.id !== state.bot.userId)
      .map((user) => ({ value: user.id, label: user.realName, description: roleOf(user) }));
  return state.channels
    .filter((channel) => !channel.isArchived && (!channel.isDm || type.includes("conversations")))
    .map((channel) => ({
      value: channel.id,
      label: `${channel.isDm ? "" : "#"}${channelName(state, channel)}`,
      description: "",
    }));
}

function OneOf(props: FieldProps & { choices: Choice[]; withRole?: boolean }): ReactNode {
  return (
    <select
      className="input"
      value={textValue(props.value)}
      onChange={(event) => props.onChange(event.target.value === "" ? null : event.target.value)}
      {...controlAttributes(props)}
    >
      <option value="">{plainText(objectAt(props.element, "placeholder")) || "Choose one"}</option>
      {props.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {props.withRole && choice.description !== ""
            ? `${choice.label} (${choice.description})`
            : choice.label}
        </option>
      ))}
    </select>
  );
}

/** One of the choices the element lists. */
export function StaticSelect(props: FieldProps): ReactNode {
  return <OneOf {...props} choices={choicesOf(props.element)} />;
}

/** One person or conversation. */
export function PlaceSelect(props: FieldProps): ReactNode {
  const desk = useDesk();
  return (
    <OneOf {...props} withRole choices={placesOf(desk.state, textAt(props.element, "type"))} />
  );
}

/** Several people or conversations. */
export function PlacesList(props: FieldProps): ReactNode {
  const desk = useDesk();
  const choices = placesOf(desk.state, textAt(props.element, "type"));
  return <CheckGroup {...props} choices={choices} chosen={listValue(props.value)} />;
}
