import type { AgentIn, AgentOut } from "../../domain/agent-io.js";
import { plainSpace } from "./plain-space.js";

const SHORTEST = 2;

/** Leaves out claims whose excerpt does not stand, word for word, in what was read; says how many. */
export function keepVerbatim(
  input: AgentIn<"research">,
  output: AgentOut<"research">,
): AgentOut<"research"> {
  const { document } = input;
  const stands = document ? inDocument(document.text) : inClaims(input.claims);
  const claims = output.claims
    .filter((claim) => plainSpace(claim.excerpt).length >= SHORTEST && stands(claim))
    .map((claim) => (document ? { ...claim, sourceN: document.source.n } : claim));
  const left = output.claims.length - claims.length;
  if (left === 0) return { ...output, claims };
  const said =
    left === 1
      ? "One statement was left out: its words do not stand in the text."
      : `${left} statements were left out: their words do not stand in the text.`;
  return {
    summary: claims.length === 1 ? "1 fact" : `${claims.length} facts`,
    claims,
    missing: [...output.missing.slice(0, 9), said],
  };
}

type Found = AgentOut<"research">["claims"][number];

function inDocument(text: string): (claim: Found) => boolean {
  const plain = plainSpace(text);
  return (claim) => plain.includes(plainSpace(claim.excerpt));
}

/** Without a document a claim must repeat the words of an earlier claim of the same source. */
function inClaims(earlier: AgentIn<"research">["claims"]): (claim: Found) => boolean {
  return (claim) =>
    earlier.some(
      (one) =>
        one.sourceN === claim.sourceN &&
        plainSpace(one.excerpt).includes(plainSpace(claim.excerpt)),
    );
}
