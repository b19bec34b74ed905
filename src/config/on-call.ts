import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import type { PolicyFile } from "../domain/policy-file.js";
import { type OnCallRead, readOnCallCsv, readOnCallList } from "../domain/on-call.js";

/** Reads an on-call file's text by its ending: .csv, .yml or .yaml. */
export function readOnCall(path: string, text: string): OnCallRead {
  if (path.toLowerCase().endsWith(".csv")) return readOnCallCsv(text);
  try {
    return readOnCallList(parseYaml(text));
  } catch (error) {
    // Its first line says where; the rest draws the place.
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    return { ok: false, problem: why.replace(/:$/u, "") };
  }
}

/** What is wrong with the on-call files that a policy names, which stand beside the config file. */
export function onCallProblems(
  { sets }: Pick<PolicyFile, "sets">,
  folder: string,
  readFile: (path: string) => string | undefined,
): { what: string; fix: string }[] {
  return Object.entries(sets).flatMap(([name, { onCall }]) => {
    if (onCall === undefined) return [];
    const path = join(folder, onCall);
    const at = `policy.sets.${name}: the on-call file ${path}`;
    const text = textOf(path, readFile);
    if (text === null)
      return [{ what: `${at} cannot be read`, fix: "put it there, or correct its path" }];
    const read = readOnCall(path, text);
    if (read.ok) return [];
    return [{ what: `${at}: ${read.problem}`, fix: "mend it: docs/policy.md shows its lines" }];
  });
}

function textOf(path: string, readFile: (path: string) => string | undefined): string | null {
  try {
    return readFile(path) ?? null;
  } catch (error) {
    // A folder, or no right to read: for whoever starts it that is one and the same.
    if (typeof error === "object" && error && "code" in error) return null;
    throw error;
  }
}
