import type { IncomingMessage } from "node:http";
import type { Json, JsonObject } from "./json.js";
import { SlackRefusal } from "./refusal.js";

/** The arguments of one Web API call, whichever way they were encoded. */
export interface Args {
  readonly raw: JsonObject;
  text(name: string): string | undefined;
  /** A text that must be there; refuses with the given error name. */
  required(name: string, error?: string): string;
  number(name: string, fallback: number): number;
  flag(name: string): boolean;
  /** A structure, given as JSON or as a string of JSON; refuses what cannot be read. */
  json(name: string, error: string): Json | undefined;
}

/** Reads arguments out of a decoded body. */
export function createArgs(raw: JsonObject): Args {
  const text = (name: string): string | undefined => {
    const value = raw[name];
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return typeof value === "string" ? value : undefined;
  };
  return {
    raw,
    text,
    required(name, error = "invalid_arguments") {
      const value = text(name);
      if (value === undefined || value === "") throw new SlackRefusal(error);
      return value;
    },
    number(name, fallback) {
      const value = Number(text(name) ?? fallback);
      return Number.isFinite(value) ? value : fallback;
    },
    flag: (name) => ["true", "1"].includes(text(name) ?? ""),
    json(name, error) {
      const value = raw[name];
      if (typeof value !== "string") return value === null ? undefined : value;
      return parseJson(value, () => new SlackRefusal(error));
    },
  };
}

/** Parses JSON, or throws what `refusal` makes. */
export function parseJson(text: string, refusal: () => Error): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw refusal();
    throw error;
  }
}

/** The whole body of a request; refuses more than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes = 30_000_000): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new SlackRefusal("request_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Decodes a Web API body: JSON, a form, or a multipart form without its files. */
export async function decodeBody(contentType: string, body: Buffer): Promise<JsonObject> {
  if (body.length === 0) return {};
  if (contentType.startsWith("application/json"))
    return parseJson(body.toString("utf8"), () => new SlackRefusal("invalid_json")) as JsonObject;
  if (contentType.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": contentType },
    }).formData();
    const fields: JsonObject = {};
    form.forEach((value, key) => {
      if (typeof value === "string") fields[key] = value;
    });
    return fields;
  }
  return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
}

const structured = [
  "blocks",
  "view",
  "metadata",
  "files",
  "attachments",
  "prompts",
  "chunks",
  "loading_messages",
];

/** The arguments as the journal keeps them: structures opened, tokens left out. */
export function journalArgs(raw: JsonObject): JsonObject {
  const { token: _token, ...kept } = raw;
  for (const name of structured) {
    const value = kept[name];
    if (typeof value !== "string") continue;
    try {
      kept[name] = JSON.parse(value) as Json;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return kept;
}
