import type { AgentIn, AgentOut, AgentRole } from "../domain/agent-io.js";

/** An agent: one small job with one form of answer; its words are in `prompts/<role>.md`. */
export interface Agent<R extends AgentRole> {
  role: R;
  /** Cap on what it may write, reasoning included, in tokens. */
  maxOutputTokens: number;
  /** What rules make of the model's answer before anybody sees it, in words for `docs/agents.md`. */
  rules: readonly string[];
  /** Applies those rules; pure. */
  settle: (input: AgentIn<R>, output: AgentOut<R>) => AgentOut<R>;
}
