import { z } from "zod";

const Field = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_options: z.array(z.looseObject({ value: z.string() })).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  files: z
    .array(
      z.looseObject({ id: z.string(), name: z.string().nullish(), size: z.number().nullish() }),
    )
    .nullish(),
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
      fileValue(field.files) ??
      field.selected_options?.map((option) => option.value).join("\n") ??
      "";
  }
  return found;
}

/** The one file of a field as JSON text: its id, name and size in bytes. */
function fileValue(files: z.infer<typeof Field>["files"]): string | undefined {
  const file = files?.[0];
  if (!file) return undefined;
  return JSON.stringify({ id: file.id, name: file.name ?? "", bytes: file.size ?? 0 });
}
