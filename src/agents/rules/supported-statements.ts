import type { AgentIn, AgentOut } from "../../domain/agent-io.js";
import { plainSpace } from "./plain-space.js";
import { uncheckedLines } from "./unchecked-lines.js";

type Statement = AgentOut<"check">["statements"][number];

/** Shorter words of a person, such as "no", would carry any sentence. */
const SHORTEST_OWN = 8;

/** Believes the checker only as far as claims that exist, or a person's own words, carry it. */
export function supportedByClaims(
  input: AgentIn<"check">,
  output: AgentOut<"check">,
): AgentOut<"check"> {
  const known = new Set(input.claims.map((claim) => claim.id));
  const own = [
    ...input.personsOwn,
    ...input.answers.map((answered) => answered.answer),
    ...input.choices.map((chosen) => chosen.choice),
  ].map(plainSpace);

  const statements = output.statements.map((statement): Statement => {
    const claimIds = statement.claimIds.filter((id) => known.has(id));
    if (!statement.supported || claimIds.length > 0) return { ...statement, claimIds };
    if (isOwn(plainSpace(statement.text), own)) return { ...statement, claimIds };
    return { ...statement, claimIds, supported: false, note: "No source was named for it." };
  });

  const unsupported = statements.filter((statement) => !statement.supported);
  const advice = [...output.advice];
  for (const statement of unsupported) {
    if (output.verdict === "pass" && advice.length < 10) {
      advice.push(`Take out or source: ${statement.text}`.slice(0, 500));
    }
  }
  const doubts = [...output.doubts, ...uncheckedLines(input.draft, statements)].slice(0, 10);
  const reasons = unsupported.length + output.unmetCriteria.length + advice.length;
  return {
    ...output,
    statements,
    doubts,
    advice,
    verdict: reasons > 0 ? verdict(output, unsupported) : "pass",
  };
}

function verdict(output: AgentOut<"check">, unsupported: Statement[]): "pass" | "revise" {
  return unsupported.length > 0 ? "revise" : output.verdict;
}

function isOwn(statement: string, own: string[]): boolean {
  return own.some(
    (words) =>
      (statement.length >= SHORTEST_OWN && words.includes(statement)) ||
      (words.length >= SHORTEST_OWN && statement.includes(words)),
  );
}
