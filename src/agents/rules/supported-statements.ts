import type { AgentIn, AgentOut } from "../../domain/agent-io.js";
import { plainSpace } from "./plain-space.js";
import { uncheckedLines } from "./unchecked-lines.js";

type Statement = AgentOut<"check">["statements"][number];

/** Shorter words of a person, such as "no", would carry any sentence. */
const SHORTEST_OWN = 8;
const OWN_WORDS = "A person's own words.";

/**
 * Believes the checker only as far as claims that exist carry it. What a person wrote themselves counts as not found
 * in the sources, and is no reason to revise; what they answered or chose counts as found.
 */
export function supportedByClaims(
  input: AgentIn<"check">,
  output: AgentOut<"check">,
): AgentOut<"check"> {
  const known = new Set(input.claims.map((claim) => claim.id));
  const own = input.personsOwn.map(plainSpace);
  const told = [
    ...input.answers.map((one) => one.answer),
    ...input.choices.map((one) => one.choice),
  ];
  const decided = told.map(plainSpace);

  const statements = output.statements.map((statement): Statement => {
    const claimIds = statement.claimIds.filter((id) => known.has(id));
    const text = plainSpace(statement.text);
    if (!statement.supported || claimIds.length > 0) return { ...statement, claimIds };
    if (isOwn(text, own)) return { ...statement, claimIds, supported: false, note: OWN_WORDS };
    if (isOwn(text, decided)) return { ...statement, claimIds };
    return { ...statement, claimIds, supported: false, note: "No source was named for it." };
  });

  const unsupported = statements.filter(
    (statement) => !statement.supported && !isOwn(plainSpace(statement.text), own),
  );
  const advice = [...output.advice];
  for (const statement of unsupported) {
    if (output.verdict === "pass" && advice.length < 10) {
      advice.push(`Take out or source: ${statement.text}`.slice(0, 500));
    }
  }
  const doubts = [...output.doubts, ...uncheckedLines(input.draft, statements)].slice(0, 10);
  const mayRevise = output.unmetCriteria.length > 0 || advice.length > 0;
  const verdict = unsupported.length > 0 ? "revise" : mayRevise ? output.verdict : "pass";
  return { ...output, statements, doubts, advice, verdict };
}

function isOwn(statement: string, own: string[]): boolean {
  return own.some(
    (words) =>
      (statement.length >= SHORTEST_OWN && words.includes(statement)) ||
      (words.length >= SHORTEST_OWN && statement.includes(words)),
  );
}
