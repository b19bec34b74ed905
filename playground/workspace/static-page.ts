import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";

/** Serves the page's files: a body and its content type, or undefined for an unknown path. */
export type PageSource = (path: string) => { body: string | Uint8Array; type: string } | undefined;

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".map": "application/json",
};

/** The files below a folder; `/` is its `index.html`. */
export function pageFromDir(dir: string): PageSource {
  return (path) => {
    const wanted = normalize(join(dir, path === "/" ? "index.html" : path));
    if (!wanted.startsWith(normalize(dir) + sep)) return undefined;
    if (!existsSync(wanted) || !statSync(wanted).isFile()) return undefined;
    return {
      body: readFileSync(wanted),
      type: types[extname(wanted)] ?? "application/octet-stream",
    };
  };
}
