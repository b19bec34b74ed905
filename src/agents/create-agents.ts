import { planHints } from "../humans/functions/registry.js";
import { agentIo, type AgentIn, type AgentOut, type AgentRole } from "../domain/agent-io.js";
import type { CallModel } from "../models/model-call.js";
import type { Agent } from "./agent.js";
import { inputDigest } from "./input-digest.js";
import { check } from "./check.js";
import { draft } from "./draft.js";
import { plan } from "./plan.js";
import type { Prompts } from "./prompt-file.js";
import { reconcile } from "./reconcile.js";
import { research } from "./research.js";
import { cutText } from "./rules/cut-text.js";
import { schedule } from "./schedule.js";
import { today } from "./today.js";
import { triage } from "./triage.js";
import { userMessage } from "./user-message.js";

/** The agents, by role. */
export const agents: { [R in AgentRole]: Agent<R> } = {
  triage,
  plan,
  research,
  reconcile,
  draft,
  check,
  schedule,
};

/** An agent as a function that may be repeated with the same step. */
export type BoundAgent<R extends AgentRole> = (
  step: { runId: string; key: string },
  input: AgentIn<R>,
  signal?: AbortSignal,
) => Promise<AgentOut<R>>;

/** Every agent, ready to be called. */
export type BoundAgents = { [R in AgentRole]: BoundAgent<R> };

/** Binds prompts, model roles, forms of answers and rules. Throws `PROMPT_INVALID` at once if a prompt wants a value nobody has. */
export function createAgents(deps: {
  call: CallModel;
  prompts: Prompts;
  /** The most characters of a text that an agent writes. */
  maxResultChars?: number;
}): BoundAgents {
  const { maxResultChars = Infinity } = deps;
  const bind = <R extends AgentRole>(agent: Agent<R>): BoundAgent<R> => {
    const prompt = deps.prompts[agent.role];
    prompt.render(promptValues("2026-01-01T00:00:00Z", "UTC"));
    return async (step, input, signal) => {
      const form = agentIo[agent.role];
      const given = form.in.parse(input) as AgentIn<R> & { now: string; tz: string };
      const output = await deps.call(
        {
          runId: step.runId,
          key: step.key,
          role: agent.role,
          modelRole: prompt.model,
          system: prompt.render(promptValues(given.now, given.tz)),
          user: userMessage(given),
          inputDigest: inputDigest(agent.role, given),
          schema: form.out,
          schemaName: agent.role,
          maxOutputTokens: agent.maxOutputTokens,
        },
        signal,
      );
      return agent.settle(given, output as AgentOut<R>);
    };
  };
  return {
    triage: bind(triage),
    plan: bind(plan),
    research: bind(research),
    reconcile: bind(reconcile),
    draft: bind({
      ...draft,
      settle: (given, out) => cutText(draft.settle(given, out), maxResultChars),
    }),
    check: bind(check),
    schedule: bind(schedule),
  };
}

/** The trusted values a prompt may ask for. */
function promptValues(now: string, tz: string): Record<string, string> {
  return { today: today(now, tz), functions: planHints() };
}
