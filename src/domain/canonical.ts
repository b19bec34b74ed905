/** A value that JSON can hold; a name whose value is undefined is not there. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

/**
 * The one text of a value, so that equal meaning is an equal digest: names in order, strings and names in Unicode NFC,
 * numbers as JSON writes them, no white space. Throws a TypeError for a number that JSON does not have and for two
 * names that are one in NFC.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  return objectText(value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is not a number that JSON has.`);
  // JSON writes -0 as 0.
  return JSON.stringify(value);
}

function objectText(value: { readonly [name: string]: Json | undefined }): string {
  const parts = new Map<string, string>();
  for (const [given, part] of Object.entries(value)) {
    if (part === undefined) continue;
    const name = given.normalize("NFC");
    if (parts.has(name)) throw new TypeError(`Two names are the same: ${name}`);
    parts.set(name, canonicalJson(part));
  }
  const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
}

/** `Array.isArray` does not narrow a readonly list. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
