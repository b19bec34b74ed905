import { z } from "zod";
import type { Clock } from "../clock.js";

/** What Slack said to one call, with the headers that the client's library does not hand on. */
export interface SlackAnswer {
  /** Slack's error name, `http_<status>` or `not_json`; null when it said ok. */
  error: string | null;
  /** How far Slack's clock is before ours, to about a second; null if it did not say. */
  aheadMs: number | null;
  /** What the token may do; null if it did not say. */
  scopes: string[] | null;
  body: Partial<Record<"team" | "team_id" | "user" | "bot_id", string | undefined>>;
}

const Body = z.object({
  ok: z.boolean(),
  error: z
    .string()
    .regex(/^[a-z0-9_.-]{1,80}$/i)
    .optional(),
  team: z.string().optional(),
  team_id: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
});

/** Calls a Web API method once with a token; null: without. Throws if no answer comes. */
export async function probeSlack(
  to: { apiUrl: string; method: "auth.test" | "apps.connections.open"; token: string | null },
  deps: { clock: Clock; signal: AbortSignal },
): Promise<SlackAnswer> {
  const askedAtMs = deps.clock.now().getTime();
  const response = await fetch(`${to.apiUrl.replace(/\/$/, "")}/${to.method}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(to.token === null ? {} : { authorization: `Bearer ${to.token}` }),
    },
    redirect: "error",
    signal: deps.signal,
  });
  const middleMs = (askedAtMs + deps.clock.now().getTime()) / 2;
  const body = Body.safeParse(await response.json().catch(() => null));
  const date = Date.parse(response.headers.get("date") ?? "");
  const scopes = response.headers.get("x-oauth-scopes");
  return {
    error: errorOf(body, response.status),
    // The header has whole seconds, cut off.
    aheadMs: Number.isNaN(date) ? null : Math.round(date + 500 - middleMs),
    scopes: scopes === null ? null : scopes.split(",").map((scope) => scope.trim()),
    body: body.data ?? {},
  };
}

function errorOf(body: z.ZodSafeParseResult<z.infer<typeof Body>>, status: number): string | null {
  if (body.success && body.data.ok) return null;
  if (body.data?.error) return body.data.error;
  return status === 200 ? "not_json" : `http_${status}`;
}
