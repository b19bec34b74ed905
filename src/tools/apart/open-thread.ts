import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/** Starts the thread for documents: compiled as it stands in dist/, else through tsx, as everything in src/ runs. */
export function openThread(options: WorkerOptions): Worker {
  const here = import.meta.url;
  if (!here.endsWith(".ts")) return new Worker(new URL("./document-worker.js", here), options);
  // `resolve` finds the form for require; the one for import stands beside it.
  const found = createRequire(here)
    .resolve("tsx/esm/api")
    .replace(/\.cjs$/, ".mjs");
  const tsx = pathToFileURL(found).href;
  const program = new URL("./document-worker.ts", here).href;
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(program)});
  });`;
  return new Worker(code, { ...options, eval: true });
}
