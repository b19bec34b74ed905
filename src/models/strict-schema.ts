import { z } from "zod";

/** A JSON schema as it is sent to the model. */
export type JsonSchema = Record<string, unknown>;

/** Keywords that every strict mode takes; the rest is told to the model in the description. */
const KEPT = new Set(["type", "enum", "const", "description", "$ref"]);

/**
 * The JSON schema of a zod schema in the form that strict structured output takes: every property
 * required, nothing additional, limits as words. The answer is parsed with the zod schema itself.
 */
export function strictSchema(schema: z.ZodType): JsonSchema {
  return tighten(z.toJSONSchema(schema, { io: "output", reused: "inline" }));
}

function tighten(node: JsonSchema): JsonSchema {
  const out: JsonSchema = {};
  for (const [key, value] of Object.entries(node)) if (KEPT.has(key)) out[key] = value;
  if (isSchema(node.properties)) {
    const properties = Object.entries(node.properties).filter((entry) => isSchema(entry[1]));
    out.properties = Object.fromEntries(
      properties.map(([name, value]) => [name, tighten(value as JsonSchema)]),
    );
    out.required = properties.map(([name]) => name);
    out.additionalProperties = false;
  }
  if (isSchema(node.items)) out.items = tighten(node.items);
  const choices = node.anyOf ?? node.oneOf;
  if (Array.isArray(choices)) {
    out.anyOf = choices.filter(isSchema).map((choice) => tighten(choice));
  }
  const limits = limitsInWords(node);
  if (limits) out.description = [node.description, limits].filter(Boolean).join(" ");
  return out;
}

function limitsInWords(node: JsonSchema): string {
  const words: string[] = [];
  const say = (key: string, words_: (value: number) => string): void => {
    const value = node[key];
    if (typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER) {
      words.push(words_(value));
    }
  };
  if (node.minLength === 1) words.push("not empty");
  say("maxLength", (value) => `at most ${value} characters`);
  say("minItems", (value) => `at least ${value} entries`);
  say("maxItems", (value) => `at most ${value} entries`);
  say("minimum", (value) => `at least ${value}`);
  say("maximum", (value) => `at most ${value}`);
  if (typeof node.pattern === "string") words.push(`matches ${node.pattern}`);
  return words.length > 0 ? `${words.join(", ")}.` : "";
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
