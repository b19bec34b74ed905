import type { z } from "zod";

/** The model's text as the schema's value, or what is wrong with it in words for the model. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string; where: string };

const FENCED = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/;

/** Parses a model's text with the zod schema; a code fence around the JSON is taken off. */
export function parseOutput<S extends z.ZodType>(schema: S, text: string): Parsed<z.output<S>> {
  let json: unknown;
  try {
    json = JSON.parse(FENCED.exec(text)?.[1] ?? text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `It is not valid JSON: ${problem}`, where: "not JSON" };
  }
  const read = schema.safeParse(json);
  if (read.success) return { ok: true, value: read.data };
  const issues = read.error.issues.slice(0, 8);
  return {
    ok: false,
    problem: issues
      .map((issue) => `${issue.path.join(".") || "value"}: ${issue.message}`)
      .join("; "),
    where: issues.map((issue) => issue.path.join(".") || "value").join(", "),
  };
}
