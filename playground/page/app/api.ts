import type { z } from "zod";
import {
  browserReply,
  browserState,
  type BrowserReply,
  type BrowserState,
  type BrowserVerb,
  type browserVerbs,
} from "../../workspace/browser-contract.js";

/** The body of a verb without the person, which the page adds itself. */
export type VerbBody<V extends BrowserVerb> = Omit<z.input<(typeof browserVerbs)[V]>, "user">;

/** Everything the person can see right now; without one, the server chooses who looks. */
export async function fetchState(
  user: string | undefined,
  signal: AbortSignal,
): Promise<BrowserState> {
  const query = user === undefined ? "" : `?user=${encodeURIComponent(user)}`;
  const response = await fetch(`/browser/state${query}`, { signal });
  if (!response.ok) throw new Error(`the workspace answered ${response.status}`);
  return browserState.parse(await response.json());
}

/** Does one thing for a person; a server that cannot be reached becomes a plain sentence. */
export async function callVerb<V extends BrowserVerb>(
  verb: V,
  user: string,
  body: VerbBody<V>,
): Promise<BrowserReply> {
  try {
    const response = await fetch(`/browser/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, user }),
    });
    return browserReply.parse(await response.json());
  } catch {
    return { ok: false, error: "The workspace did not answer. Is the playground still running?" };
  }
}
