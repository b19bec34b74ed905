import type { Agent } from "./agent.js";
import { supportedByClaims } from "./rules/supported-statements.js";

/** Judges each statement of a draft against the claims, apart from whoever wrote it. */
export const check: Agent<"check"> = {
  role: "check",
  maxOutputTokens: 12_000,
  rules: [
    "A statement counts as supported only if a claim that exists is named for it, or a person answered or chose it.",
    "What a person wrote into the text themselves counts as not found, and is no reason to revise.",
    "With an unsupported statement the verdict is `revise`; without any reason to revise it is `pass`.",
    "Lines with a citation that the checker did not judge are named as a doubt.",
  ],
  settle: supportedByClaims,
};
