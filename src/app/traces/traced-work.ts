import type { Ports } from "../../../graphs/ports.js";
import type { BoundAgents } from "../../agents/create-agents.js";
import type { Chat } from "../../models/chat.js";
import { outcomeOf } from "../../models/observed-chat.js";
import { readAnswer } from "../../models/read-answer.js";
import { attribute as at, operation, PROVIDER } from "./semconv.js";
import type { Traces } from "./traces.js";

/** Each HTTP call to a model as a span of its own; a refused one is an error without its body. */
export function tracedChat(chat: Chat, traces: Traces): Chat {
  return (ask, signal) =>
    traces.span(
      {
        name: `${operation.chat} ${ask.model}`,
        isClient: true,
        attributes: {
          [at.operation]: operation.chat,
          [at.provider]: PROVIDER,
          [at.requestModel]: ask.model,
          [at.maxTokens]: ask.maxOutputTokens,
          [at.outputType]: "json",
        },
      },
      async (span) => {
        const done = await chat(ask, signal);
        const outcome = outcomeOf(done);
        if (outcome !== "ok") {
          span.set({ [at.error]: outcome });
          return done;
        }
        const usage = readAnswer(done.exchange.body).usage;
        span.set({
          [at.responseModel]: modelIn(done.exchange.body),
          [at.inputTokens]: usage?.inputTokens,
          [at.outputTokens]: usage?.outputTokens,
        });
        return done;
      },
    );
}

/** What the service says it is; a name, or nothing. */
function modelIn(body: unknown): string | undefined {
  const model: unknown = typeof body === "object" && body && "model" in body ? body.model : null;
  return typeof model === "string" && /^[\w./:-]{1,100}$/.test(model) ? model : undefined;
}

/** Each question to an agent, with all its tries, as one span. */
export function tracedAgents(agents: BoundAgents, traces: Traces): BoundAgents {
  const one = <R extends keyof BoundAgents>(role: R): BoundAgents[R] =>
    (async (step: { runId: string; key: string }, input: never, signal?: AbortSignal) =>
      traces.span(
        {
          name: `${operation.agent} ${role}`,
          attributes: {
            [at.operation]: operation.agent,
            [at.provider]: PROVIDER,
            [at.agent]: role,
            [at.conversation]: step.runId,
          },
        },
        () => agents[role](step, input, signal),
      )) as BoundAgents[R];
  return {
    triage: one("triage"),
    plan: one("plan"),
    research: one("research"),
    reconcile: one("reconcile"),
    draft: one("draft"),
    check: one("check"),
    schedule: one("schedule"),
  };
}

/** What a run reads and does outside, as tools. */
export function tracedPorts(ports: Ports, traces: Traces): Ports {
  const tool = <T>(name: string, runId: string, type: string, work: () => Promise<T>): Promise<T> =>
    traces.span(
      {
        name: `${operation.tool} ${name}`,
        attributes: {
          [at.operation]: operation.tool,
          [at.tool]: name,
          [at.toolType]: type,
          [at.conversation]: runId,
        },
      },
      work,
    );
  return {
    ...ports,
    sources: {
      read: (step, offer) =>
        tool(`read_${offer.kind}`, step.runId, "datastore", () => ports.sources.read(step, offer)),
    },
    effects: {
      look: (step, what) => ports.effects.look(step, what),
      post: (step, what) =>
        tool("post_message", step.runId, "function", () => ports.effects.post(step, what)),
    },
  };
}
