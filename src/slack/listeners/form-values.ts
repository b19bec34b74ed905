import { z } from "zod";

const Field = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_options: z.array(z.looseObject({ value: z.string() })).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
});

/** The values of a form by field name: each input block has one element, whatever its kind. */
export function formValues(
  values: Record<string, Record<string, unknown>>,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, elements] of Object.entries(values)) {
    const element = Object.values(elements)[0];
    if (element === undefined) continue;
    const field = Field.parse(element);
    found[name] =
      field.value ??
      field.selected_option?.value ??
      field.selected_date ??
      field.selected_time ??
      field.selected_user ??
      field.selected_conversation ??
      field.selected_options?.map((option) => option.value).join(", ") ??
      "";
  }
  return found;
}
