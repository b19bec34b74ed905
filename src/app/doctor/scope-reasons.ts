import { parse } from "yaml";
import { z } from "zod";

const Manifest = z.object({
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** The bot scopes that the manifest asks for. */
export function scopesOf(manifest: string): string[] {
  return Manifest.parse(parse(manifest)).oauth_config.scopes.bot;
}

/** What each scope is needed for, from the table of `docs/scopes.md`. */
export function scopeReasons(page: string): Map<string, string> {
  const rows = page.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm);
  return new Map([...rows].map((row) => [row[1] ?? "", (row[2] ?? "").replaceAll("`", "")]));
}
