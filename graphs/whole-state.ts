import { ReducedValue } from "@langchain/langgraph";
import { z } from "zod";

/** One schema of the fields of a `StateSchema`, for reading a state as a whole; throws on a field that is none of zod. */
export function wholeState<T>(fields: Readonly<Record<string, unknown>>): z.ZodType<T> {
  const schemas = Object.entries(fields).map(([name, field]) => {
    const schema = ReducedValue.isInstance(field) ? field.valueSchema : field;
    if (!(schema instanceof z.ZodType)) throw new Error(`The field "${name}" has no zod schema.`);
    return [name, schema] as const;
  });
  return z.object(Object.fromEntries(schemas)) as unknown as z.ZodType<T>;
}
