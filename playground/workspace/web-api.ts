import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { agentMethods } from "./api/agents.js";
import { chatMethods } from "./api/chat.js";
import { conversationMethods } from "./api/conversations.js";
import { fileMethods } from "./api/files.js";
import { peopleMethods } from "./api/people.js";
import { reactionMethods } from "./api/reactions.js";
import { userGroupMethods } from "./api/usergroups.js";
import { viewMethods } from "./api/views.js";
import { createArgs, decodeBody, journalArgs, readBody } from "./args.js";
import type { Desk, Method } from "./desk.js";
import type { Faults } from "./faults.js";
import { asText, type JsonObject } from "./json.js";
import type { Rates } from "./rates.js";
import { SlackRefusal } from "./refusal.js";
import { spoil } from "./spoil.js";
import { isRichMethod } from "./surface.js";
import type { Call } from "./types.js";

const methods: Record<string, Method> = {
  ...agentMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...peopleMethods,
  ...reactionMethods,
  ...userGroupMethods,
  ...viewMethods,
};

const keptCalls = 20_000;

/** The Web API under `/api/`: tokens, scopes, rates and faults around the methods. */
export interface WebApi {
  handle(method: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly calls: Call[];
  rateLimited(): number;
}

/** True for a bot token this workspace gave out. */
export function isBotToken(header: string | undefined): boolean {
  return header?.replace(/^Bearer /, "").startsWith("xoxb-playground") ?? false;
}

/** Builds the Web API; every call ends up in `calls`, whatever its outcome. */
export function createWebApi(options: {
  desk: Desk;
  faults: Faults;
  rates: Rates;
  scopes: readonly string[];
  surface: "rich" | "plain";
}): WebApi {
  const { desk } = options;
  const calls: Call[] = [];
  let limited = 0;

  const methodNamed = (name: string): Method | undefined =>
    options.surface === "plain" && isRichMethod(name) ? undefined : methods[name];

  const note = (method: string, args: JsonObject, outcome: string): void => {
    calls.push({ method, args, at: desk.world.clock.now(), outcome });
    if (calls.length > keptCalls) calls.shift();
    desk.world.touch();
  };

  const checkToken = (method: Method | undefined, token: string | undefined): void => {
    if (!token) throw new SlackRefusal("not_authed");
    const isApp = token.startsWith("xapp-") && token.includes("playground");
    if (!isApp && !isBotToken(token)) throw new SlackRefusal("invalid_auth");
    if (method && (method.token === "app") !== isApp)
      throw new SlackRefusal("not_allowed_token_type");
  };

  const checkScope = (method: Method, args: ReturnType<typeof createArgs>): void => {
    const wanted = typeof method.scope === "function" ? method.scope(args, desk) : method.scope;
    const needed = [wanted ?? []].flat().find((scope) => !options.scopes.includes(scope));
    if (needed !== undefined)
      throw new SlackRefusal("missing_scope", { needed, provided: options.scopes.join(",") });
  };

  const answer = (name: string, raw: JsonObject, token: string | undefined): JsonObject => {
    const method = methodNamed(name);
    checkToken(method, token);
    if (!method) throw new SlackRefusal("unknown_method", { req_method: name });
    const args = createArgs(raw);
    checkScope(method, args);
    return { ok: true, ...method.run(args, desk) };
  };

  const attempt = (name: string, raw: JsonObject, token: string | undefined): JsonObject => {
    try {
      return answer(name, raw, token);
    } catch (error) {
      if (error instanceof SlackRefusal) return { ok: false, error: error.code, ...error.extra };
      throw error;
    }
  };

  return {
    calls,
    rateLimited: () => limited,
    async handle(name, request, response) {
      const type = request.headers["content-type"] ?? "";
      const raw = await decodeBody(type, await readBody(request));
      const given = request.headers.authorization?.replace(/^Bearer /, "");
      const token = given ?? (typeof raw["token"] === "string" ? raw["token"] : undefined);
      const args = journalArgs(raw);
      const send = (
        status: number,
        body: JsonObject,
        headers: Record<string, string> = {},
      ): void => {
        response.writeHead(status, {
          "content-type": "application/json; charset=utf-8",
          "x-oauth-scopes": options.scopes.join(","),
          ...headers,
        });
        response.end(JSON.stringify(body));
      };

      const channel = typeof raw["channel"] === "string" ? raw["channel"] : undefined;
      const fault = options.faults.take(name, channel);
      const works =
        fault?.kind === "drop-after-accept" || fault?.kind === "slow" || fault?.works === true;
      if (fault && !works) {
        note(name, args, fault.kind === "error" ? (fault.error ?? "internal_error") : fault.kind);
        return spoil(fault, send, response);
      }
      const waitS = options.rates.take(name, methodNamed(name)?.tier ?? "none", channel);
      if (waitS > 0) {
        limited += 1;
        note(name, args, "429");
        return send(429, { ok: false, error: "ratelimited" }, { "retry-after": String(waitS) });
      }
      const body = attempt(name, raw, token);
      note(name, args, fault ? fault.kind : body["ok"] === true ? "ok" : asText(body["error"]));
      if (fault?.kind === "slow") await wait(fault.slowMs ?? 1_000);
      else if (fault) return spoil(fault, send, response);
      send(200, body);
    },
  };
}
