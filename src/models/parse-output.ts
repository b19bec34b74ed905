import type { z } from "zod";

/** The model's text as the schema's value, or what is wrong with it in words for the model. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string; where: string };

/** More than any answer of ours: what is longer is not even looked at. */
const MOST_CHARS = 1_000_000;
const MOST_PROBLEM = 2_000;

/**
 * Parses a model's text with the zod schema. What stands around the one JSON object, such as a code fence or a
 * sentence, is left off; nothing else is guessed. It only steps forward through the text, whatever stands in it.
 */
export function parseOutput<S extends z.ZodType>(schema: S, text: string): Parsed<z.output<S>> {
  if (text.length > MOST_CHARS) {
    return { ok: false, problem: "It is much too long.", where: "too long" };
  }
  let json: unknown;
  try {
    json = parsed(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: cut(`It is not valid JSON: ${problem}`), where: "not JSON" };
  }
  const read = schema.safeParse(json);
  if (read.success) return { ok: true, value: read.data };
  const issues = read.error.issues.slice(0, 8);
  return {
    ok: false,
    problem: cut(
      issues.map((issue) => `${issue.path.join(".") || "value"}: ${issue.message}`).join("; "),
    ),
    where: cut(issues.map((issue) => issue.path.join(".") || "value").join(", ")),
  };
}

/** As it is, else from the first brace to the last; throws what the text as it is was refused for. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const inner = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
    if (inner === "" || inner.length === text.length) throw error;
    try {
      return JSON.parse(inner);
    } catch {
      throw error;
    }
  }
}

function cut(text: string): string {
  return text.slice(0, MOST_PROBLEM);
}
