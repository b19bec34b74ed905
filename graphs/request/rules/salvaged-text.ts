import type { Claim } from "../../../src/domain/source.js";

/** A plain text from the claims, made by rule: what was found before the work had to stop. */
export function salvagedText(claims: Claim[]): string {
  const lines = claims.map(
    (claim) => `- ${claim.text.replace(/\s+/gu, " ").trim()} [${claim.sourceN}]`,
  );
  return ["**What was found so far**", ...new Set(lines)].join("\n");
}
