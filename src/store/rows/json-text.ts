import type { z } from "zod";

/** Reads a JSON column: the text is parsed and then checked, so nothing from outside is revived. */
export function fromText<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  return schema.parse(JSON.parse(text));
}

/** Writes a JSON column: checked first, with keys in the schema's order, so that equal values are equal texts. */
export function toText<S extends z.ZodType>(schema: S, value: z.input<S>): string {
  return JSON.stringify(schema.parse(value));
}
