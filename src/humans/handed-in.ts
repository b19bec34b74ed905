import { SeenFile } from "../domain/ask-form.js";
import type { Transact } from "../domain/transact.js";
import { functionOf } from "./functions/registry.js";
import type { CallRows, Files } from "./ports.js";

/** What a form gave, files as Slack itself describes them, and what is wrong with which field. */
export type HandedIn = (input: {
  callId: string;
  verb: string;
  actor: string;
  values: Record<string, string>;
}) => Promise<{ values: Record<string, string>; errors: Record<string, string> }>;

/**
 * Makes the look at files that came with a form: their names and sizes are Slack's, never the form's own, and nobody
 * hands in what somebody else uploaded. Asks Slack, so never inside a transaction.
 */
export function createHandedIn(deps: {
  transact: Transact<{ calls: Pick<CallRows, "get"> }>;
  files: Files;
}): HandedIn {
  return async ({ callId, verb, actor, values }) => {
    if (!Object.values(values).some((value) => value.includes("{"))) return { values, errors: {} };
    const call = await deps.transact((rows) => rows.calls.get(callId));
    const form = call && functionOf(call.args).form(verb, { text: "", requesterName: "" });
    const seen = { ...values };
    const errors: Record<string, string> = {};
    for (const field of form?.fields ?? []) {
      const value = values[field.name] ?? "";
      if (field.type !== "file" || value === "") continue;
      const id = fileId(value);
      const found = id === null ? null : await deps.files.info(id);
      if (found?.userId !== actor) {
        errors[field.name] = "This file cannot be seen. Upload it here once more, please.";
        continue;
      }
      const { name, sizeBytes } = found.file;
      seen[field.name] = JSON.stringify({ id: found.file.id, name, bytes: sizeBytes });
    }
    return { values: seen, errors };
  };
}

function fileId(value: string): string | null {
  try {
    return SeenFile.pick({ id: true }).safeParse(JSON.parse(value)).data?.id ?? null;
  } catch {
    // Whoever sent something else than a form sends sees that there is no such file.
    return null;
  }
}
