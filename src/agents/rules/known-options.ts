import type { AgentIn, AgentOut } from "../../domain/agent-io.js";

/** Keeps only sides that rest on claims that exist, and contradictions that have two sides. */
export function knownOptions(
  input: AgentIn<"reconcile">,
  output: AgentOut<"reconcile">,
): AgentOut<"reconcile"> {
  const known = new Set(input.claims.map((claim) => claim.id));
  const contradictions = output.contradictions.flatMap((contradiction) => {
    const suggested =
      contradiction.suggestedIndex === null
        ? undefined
        : contradiction.options[contradiction.suggestedIndex];
    const kept = contradiction.options
      .map((option) => ({
        before: option,
        after: { ...option, claimIds: option.claimIds.filter((id) => known.has(id)) },
      }))
      .filter(({ after }) => after.claimIds.length > 0);
    if (kept.length < 2) return [];
    const index = kept.findIndex(({ before }) => before === suggested);
    return [
      {
        ...contradiction,
        options: kept.map(({ after }) => after),
        suggestedIndex: index < 0 ? null : index,
        // A suggestion without its side would push people towards nothing.
        suggestion: suggested && index < 0 ? "" : contradiction.suggestion,
      },
    ];
  });
  return { contradictions };
}
