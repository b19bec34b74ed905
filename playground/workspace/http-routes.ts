import type { IncomingMessage, ServerResponse } from "node:http";
import { visibleFile } from "./api/files.js";
import { parseJson, readBody } from "./args.js";
import type { BrowserReply, BrowserState } from "./browser-contract.js";
import type { Desk } from "./desk.js";
import type { Faults } from "./faults.js";
import { isObject, type JsonObject } from "./json.js";
import { SlackRefusal } from "./refusal.js";
import type { Responses } from "./responses.js";
import { samplePage } from "./sample-pages.js";
import { spoil } from "./spoil.js";
import type { PageSource } from "./static-page.js";
import { isBotToken, type WebApi } from "./web-api.js";

/** A route that the parent process adds; it answers the request itself. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Everything that can be reached over HTTP. */
export interface Routes {
  api: WebApi;
  desk: Desk;
  faults: Pick<Faults, "take">;
  responses: Responses;
  extra: Record<string, Route>;
  page: PageSource;
  state(user: string): BrowserState;
  stream(response: ServerResponse): void;
  verb(name: string, body: unknown): Promise<BrowserReply>;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}

/** Only this machine's own names: a page elsewhere must not reach us through a name of its own. */
function isLocalHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "");
}

function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return origin === undefined || origin === `http://${request.headers.host}`;
}

/** Answers one request. */
export async function answer(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLocalHost(request)) return plain(response, 403, "This server answers only on 127.0.0.1.");
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const path = url.pathname;
  const extra = routes.extra[path];
  if (extra) return extra(request, response);
  if (path.startsWith("/api/"))
    return routes.api.handle(path.slice("/api/".length), request, response);
  if (path.startsWith("/response/"))
    return respond(routes, path.slice("/response/".length), request, response);
  if (path.startsWith("/upload/"))
    return upload(routes, path.slice("/upload/".length), request, response);
  if (path.startsWith("/files-pri/")) return privateFile(routes, path, request, response);
  if (path.startsWith("/files/"))
    return browserFile(routes, path.slice("/files/".length), response);
  if (path.startsWith("/pages/")) return samples(path.slice("/pages/".length), response);
  if (path.startsWith("/browser/")) return browser(routes, url, request, response);
  const found = request.method === "GET" ? routes.page(path) : undefined;
  if (!found) return plain(response, 404, "There is nothing here.");
  response.writeHead(200, { "content-type": found.type, "cache-control": "no-cache" });
  response.end(found.body);
}

async function browser(
  routes: Routes,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const what = url.pathname.slice("/browser/".length);
  if (request.method === "GET") {
    if (what === "stream") return routes.stream(response);
    if (what === "state")
      return json(response, 200, routes.state(url.searchParams.get("user") ?? ""));
    return plain(response, 404, "There is nothing here.");
  }
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("application/json") || !isOwnOrigin(request))
    return json(response, 403, {
      ok: false,
      error: "Only the page of this playground may do that.",
    });
  const text = (await readBody(request)).toString("utf8");
  const body = parseJson(text, () => new SlackRefusal("invalid_json"));
  json(response, 200, await routes.verb(what, body));
}

async function respond(
  routes: Routes,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = (await readBody(request)).toString("utf8");
  const body = parseJson(text, () => new SlackRefusal("invalid_payload"));
  const given: JsonObject = isObject(body) ? body : {};
  try {
    routes.responses.post(id, given);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    const gone = error.code === "expired_url" || error.code === "used_url";
    return json(response, gone ? 404 : 400, { ok: false, error: error.code, ...error.extra });
  }
  plain(response, 200, "ok");
}

async function upload(
  routes: Routes,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = routes.faults.take("upload");
  if (fault) return spoil(fault, (status, body) => json(response, status, body), response);
  const waiting = routes.desk.uploads.get(id);
  if (!waiting) return plain(response, 404, "unknown upload");
  const body = await readBody(request);
  const type = request.headers["content-type"] ?? "";
  waiting.content = type.startsWith("multipart/form-data") ? await firstPart(type, body) : body;
  plain(response, 200, `OK - ${waiting.content.length}`);
}

async function firstPart(type: string, body: Buffer): Promise<Buffer> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": type },
  }).formData();
  const parts: (string | Blob)[] = [];
  form.forEach((value) => void parts.push(value));
  const file = parts.find((part) => typeof part !== "string");
  if (file === undefined || typeof file === "string") throw new SlackRefusal("no_file_data");
  return Buffer.from(await file.arrayBuffer());
}

function privateFile(
  routes: Routes,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const id = path.split("/")[2]?.split("-")[1] ?? "";
  if (!isBotToken(request.headers.authorization)) {
    // Slack shows its login page to whoever comes without a token, with status 200.
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end("<!doctype html><title>Sign in</title><h1>Sign in to Acme</h1>");
    return;
  }
  const file = visibleFile(routes.desk, id);
  response.writeHead(200, { "content-type": file.mimetype });
  response.end(Buffer.from(file.contentBase64, "base64"));
}

function browserFile(routes: Routes, id: string, response: ServerResponse): void {
  const file = routes.desk.world.file(id);
  if (!file) return plain(response, 404, "This file is gone.");
  response.writeHead(200, {
    "content-type": file.mimetype.startsWith("text/")
      ? "text/plain; charset=utf-8"
      : "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "x-content-type-options": "nosniff",
  });
  response.end(Buffer.from(file.contentBase64, "base64"));
}

function samples(name: string, response: ServerResponse): void {
  const html = samplePage(name);
  if (html === undefined) return plain(response, 404, "There is no such page.");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(html);
}
