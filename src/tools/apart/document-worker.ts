import { parentPort } from "node:worker_threads";
import { parseHere, type Parses } from "./parse-document.js";

/** Many times what is kept of a document. */
const MOST_CHARS = 2_000_000;

// The program of the thread in which documents are parsed: one at a time, and nothing is kept between two.
parentPort?.on(
  "message",
  (job: { [K in keyof Parses]: { kind: K; given: Parses[K]["given"] } }[keyof Parses]) => {
    // fault: document.parsing
    parseHere(job.kind, job.given).then(
      (found) => parentPort?.postMessage({ found: bounded(found) }),
      (error: unknown) =>
        parentPort?.postMessage({ failed: error instanceof Error ? error.name : "UNKNOWN" }),
    );
  },
);
parentPort?.postMessage({ ready: true });

/** A table's names stand in each of its rows: a small file can become a text that no process holds twice. */
function bounded(found: unknown): unknown {
  if (typeof found === "string") return found.slice(0, MOST_CHARS);
  if (typeof found !== "object" || found === null) return found;
  const entries = Object.entries(found).map(([key, value]) => [
    key,
    typeof value === "string" ? value.slice(0, MOST_CHARS) : value,
  ]);
  return Object.fromEntries(entries);
}
