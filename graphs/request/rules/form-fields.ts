import { FormField } from "../../../src/domain/form-field.js";

/** How many fields one form holds. */
export const MOST_FIELDS = 6;

/** Keeps the fields that can be asked, each with a name of its own: options need two choices, a default must be one. */
export function cleanFields(fields: unknown[]): FormField[] {
  const names = new Set<string>();
  return fields.flatMap((raw) => {
    const parsed = FormField.safeParse(raw);
    if (!parsed.success) return [];
    const field = asText(parsed.data);
    const name = freeName(field.name, names);
    names.add(name);
    return [{ ...field, name }];
  });
}

/** A field with one choice or none is a field for text; a default that is no choice is no default. */
function asText(field: FormField): FormField {
  if (field.type !== "options") return { ...field, options: [] };
  const options = [...new Map(field.options.map((one) => [one.value, one])).values()];
  if (options.length < 2) return { ...field, type: "text", options: [] };
  const known = options.some((one) => one.value === field.default);
  return { ...field, options, default: known ? field.default : null };
}

function freeName(name: string, taken: Set<string>): string {
  if (!taken.has(name)) return name;
  let n = 2;
  while (taken.has(`${name.slice(0, 36)}_${n}`)) n += 1;
  return `${name.slice(0, 36)}_${n}`;
}

/** Whether a form can go on without an answer: everything needed is filled in. */
export function canDefault(fields: FormField[]): boolean {
  return fields.every((field) => field.optional || field.default !== null);
}
