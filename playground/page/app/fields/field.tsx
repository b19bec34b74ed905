import type { ReactNode } from "react";
import { textAt } from "../blocks/read.js";
import { ChoiceList } from "./choice-list.js";
import { PlaceSelect, PlacesList, StaticSelect } from "./selects.js";
import { FileField } from "./file-field.js";
import type { FieldProps } from "./field-props.js";
import { TextField } from "./text-field.js";
import { WhenField } from "./when-field.js";

/** One input of Block Kit. */
export function Field(props: FieldProps): ReactNode {
  switch (textAt(props.element, "type")) {
    case "plain_text_input":
    case "rich_text_input":
    case "number_input":
    case "url_text_input":
    case "email_text_input":
      return <TextField {...props} />;
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return <WhenField {...props} />;
    case "static_select":
    case "external_select":
      return <StaticSelect {...props} />;
    case "users_select":
    case "conversations_select":
    case "channels_select":
      return <PlaceSelect {...props} />;
    case "multi_users_select":
    case "multi_conversations_select":
    case "multi_channels_select":
      return <PlacesList {...props} />;
    case "radio_buttons":
    case "checkboxes":
    case "multi_static_select":
    case "multi_external_select":
      return <ChoiceList {...props} />;
    case "file_input":
      return <FileField {...props} />;
    default:
      return <p className="field-unknown">This kind of field is not shown in the playground.</p>;
  }
}
