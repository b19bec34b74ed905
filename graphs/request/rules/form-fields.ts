import { FormField } from "../../../src/domain/form-field.js";
import { nameFit } from "../../../src/domain/match-names.js";
import type { Named } from "../../../src/domain/person.js";

/** How many fields one form holds. */
export const MOST_FIELDS = 6;

/**
 * Keeps the fields that can be asked, each with a name of its own: options need two choices, a default must be one;
 * a person who is filled in is one of `people`, by name or id.
 */
export function cleanFields(fields: unknown[], people?: readonly Named[]): FormField[] {
  const names = new Set<string>();
  return fields.flatMap((raw) => {
    const parsed = FormField.safeParse(raw);
    if (!parsed.success) return [];
    const field = withPerson(asText(parsed.data), people);
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

/** A model writes names; a form needs the id of exactly one person, or stays empty. */
function withPerson(field: FormField, people: readonly Named[] | undefined): FormField {
  // A model has no ids of channels: which one is for the person to say.
  if (field.type === "channel") return { ...field, default: null };
  if (field.type !== "person" || field.default === null || people === undefined) return field;
  const written = field.default.trim();
  const unique = [...new Map(people.map((one) => [one.id, one])).values()];
  const byId = unique.find((one) => one.id === written || `<@${one.id}>` === written);
  const whole = unique.filter((one) => nameFit(written, one.name) === 2);
  const fits = whole.length > 0 ? whole : unique.filter((one) => nameFit(written, one.name) === 1);
  const found = byId ?? (fits.length === 1 ? fits[0] : undefined);
  return { ...field, default: found?.id ?? null };
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
