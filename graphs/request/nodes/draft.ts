import type { Ports } from "../../ports.js";
import { claimArtifacts, loadClaims } from "../rules/claims.js";
import { excerptOf } from "../../../src/domain/excerpt.js";
import { checkLine, writeLine } from "../rules/lines.js";
import { told } from "../rules/told.js";
import type { State, TextRecord, Update } from "../state.js";

const MOST_CHANGED = 10;

/** Writes the text, or writes it again with what the checker and people want different. */
export function createDraft(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const { input, text, title, criteria, answers, choices } = state;
    const { runId } = input;
    const version = (text?.version ?? 0) + 1;
    const notes = await ports.notes(runId);
    const previous = text ? (await ports.artifacts.load(text.artifactId)).body : null;
    const wishes = text?.wishes.map((wish) => (wish.by ? `${wish.by}: ${wish.text}` : wish.text));
    const out = await ports.agents.draft(
      { runId, key: `draft:${version}` },
      {
        ...told(ports, input, notes),
        title,
        criteria,
        claims: await loadClaims(ports, claimArtifacts(state)),
        sources: Object.values(state.sources),
        answers,
        choices,
        previous,
        changes: [...(wishes ?? []), ...(text?.advice ?? [])],
      },
    );
    const saved = await ports.artifacts.save(
      { runId, key: `draft:${version}` },
      "draft",
      title,
      out.markdown,
    );
    await ports.record(
      { runId, key: `draft:${version}` },
      {
        lines: [writeLine("done", version > 1 ? `version ${version}` : ""), checkLine("doing")],
        now: "Now checking every fact",
        facts: [
          { kind: "draft_made", data: { version, artifact: saved.id, digest: saved.digest } },
        ],
      },
    );
    const next: TextRecord = {
      artifactId: saved.id,
      digest: saved.digest,
      version,
      tries: (text?.tries ?? 0) + 1,
      round: text?.round ?? 1,
      cards: text?.cards ?? 0,
      next: "check",
      excerpt: excerptOf(out.markdown),
      checked: "",
      doubts: [],
      advice: [],
      changed: changedSince(text, out.changed),
      wishes: text?.wishes ?? [],
      edit: null,
      post: text?.post,
    };
    return { text: next, notes };
  };
}

/** What is new since a person last saw the text; before anybody saw it, nothing is. */
function changedSince(text: TextRecord | null, changed: string[]): string[] {
  if (!text || text.round === 1) return [];
  const all = [...text.changed, ...changed].slice(0, MOST_CHANGED);
  return all.length > 0 ? all : ["Written again with the note."];
}
