import type { Config } from "../config.js";
import type { ParseDocument } from "../tools/apart/parse-document.js";
import type { SourcesDeps } from "../tools/create-sources.js";
import { createFetchPage } from "../tools/page/fetch-page.js";
import { createGuardedFetch } from "../tools/page/guarded-fetch.js";

/** How pages and files from outside are read: by the one guarded fetch, parsed where they can do no harm. */
export function bindReading(
  { playgroundOrigin, file }: Pick<Config, "playgroundOrigin" | "file">,
  parse: ParseDocument,
): Pick<SourcesDeps, "fetchPage" | "parse" | "limits"> {
  const guarded = createGuardedFetch(playgroundOrigin === undefined ? {} : { playgroundOrigin });
  return { fetchPage: createFetchPage(guarded, parse), parse, limits: file.limits };
}
