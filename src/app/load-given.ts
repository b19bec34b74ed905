import { functionOf } from "../humans/functions/registry.js";
import type { Files } from "../humans/ports.js";
import type { Store } from "../store/store.js";
import type { Given } from "../tools/create-sources.js";

/** Finds what an answer brought: the file as Slack has it now, the link, or the kept text; null: nothing of it. */
export function createLoadGiven(deps: {
  store: Store;
  files: Files;
}): (runId: string, callId: string) => Promise<Given | null> {
  return async (runId, callId) => {
    const call = await deps.store.read.calls.get(callId);
    if (!call || call.runId !== runId || call.outcome === null) return null;
    const gave = functionOf(call.args).gave(call.outcome);
    const by = call.decidedBy?.name ?? "somebody";
    switch (gave?.kind) {
      case undefined:
        return null;
      case "link":
        return { kind: "link", url: gave.url, by };
      case "file": {
        const seen = await deps.files.info(gave.fileId);
        return seen && { kind: "file", file: seen.file, by };
      }
      case "text": {
        const text = await deps.store.read.artifacts.get(gave.artifactId);
        return text && { kind: "text", title: text.title, body: text.body, by };
      }
    }
  };
}
