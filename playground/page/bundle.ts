import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** One file of the page, ready to be sent. */
export interface PageFile {
  body: Buffer | string;
  type: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** Builds the page into memory; the returned function gives the file of a path (`/`, `/app.js`, `/app.css`). */
export async function bundlePage(): Promise<(path: string) => PageFile | undefined> {
  const [html, built] = await Promise.all([
    readFile(join(here, "index.html"), "utf8"),
    build({
      entryPoints: { app: join(here, "app/main.tsx"), style: join(here, "styles/page.css") },
      outdir: here,
      write: false,
      bundle: true,
      format: "esm",
      target: "es2023",
      jsx: "automatic",
      minify: true,
      legalComments: "none",
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "silent",
    }),
  ]);
  const files = new Map<string, PageFile>();
  const index = { body: html, type: "text/html; charset=utf-8" };
  files.set("/", index);
  files.set("/index.html", index);
  for (const file of built.outputFiles) {
    const ending = file.path.slice(file.path.lastIndexOf("."));
    const type = types[ending];
    // The script's own file is app.js; the style sheet is built beside it and served as app.css.
    if (type !== undefined) files.set(`/app${ending}`, { body: Buffer.from(file.contents), type });
  }
  return (path) => files.get(path);
}
