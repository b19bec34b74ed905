import { type BaseCheckpointSaver, MemorySaver } from "@langchain/langgraph-checkpoint";
import type { CallAsk, Decided } from "../../src/domain/human-call.js";
import type { CallOutcome } from "../../src/domain/call-outcome.js";
import type { Named } from "../../src/domain/person.js";
import type { Ports, RequestEnding, RequestInput } from "../../graphs/ports.js";
import { openCalls, reportedCalls } from "../../graphs/request/open-calls.js";
import { type ResumeCommand, resumeCommand } from "../../graphs/request/resume-command.js";
import type { State } from "../../graphs/request/state.js";
import { buildRequestGraph } from "../../graphs/request/v1.js";

export const silence: CallOutcome = { verb: "silence" };

/** A decision by a person, or by nobody. */
export function decided(outcome: CallOutcome, by: Named | null = null): Decided {
  return { outcome, by, at: "2026-11-20T13:05:00.000Z" };
}

/** Drives one run as the real caller does: streams updates, reads the one pending interrupt, resumes by its id. */
export function createDriver(ports: Ports, input: RequestInput, saver?: BaseCheckpointSaver) {
  const kept = saver ?? new MemorySaver();
  const config = {
    configurable: { thread_id: input.runId, lease: 1 },
    durability: "sync" as const,
    recursionLimit: 200,
  };
  const graph = () => buildRequestGraph(ports, kept);
  const reported: CallAsk[] = [];

  async function go(
    given: { input: RequestInput } | ResumeCommand | null,
    extra: { interruptAfter?: "*" } = {},
  ): Promise<void> {
    const stream = await graph().stream(given, { ...config, ...extra, streamMode: "updates" });
    for await (const chunk of stream) reported.push(...Object.values(reportedCalls(chunk)));
  }
  const state = async (): Promise<State> => (await graph().getState(config)).values as State;
  async function pending(): Promise<{ id: string; calls: string[] } | null> {
    const { tasks } = await graph().getState(config);
    const found = tasks.flatMap((one) => one.interrupts);
    if (found.length > 1) throw new Error("More than one interrupt is pending.");
    const [one] = found;
    return one?.id ? { id: one.id, calls: (one.value as { calls: string[] }).calls } : null;
  }
  const resumeWith = async (decisions: Record<string, Decided>): Promise<ResumeCommand> => {
    const wait = await pending();
    if (!wait) throw new Error("Nothing waits.");
    return resumeCommand(wait.id, { decisions });
  };
  return {
    reported,
    state,
    pending,
    resumeWith,
    go,
    start: () => go({ input }),
    next: () => go(null),
    answer: async (decisions: Record<string, Decided>) => go(await resumeWith(decisions)),
    open: async (): Promise<CallAsk[]> => Object.values(openCalls(await state())),
    ending: async (): Promise<RequestEnding | null> => (await state()).ending,
  };
}
export type Driver = ReturnType<typeof createDriver>;

/** The one open call. */
export async function theCall(driver: Driver): Promise<CallAsk> {
  const [call, ...more] = await driver.open();
  if (!call || more.length > 0) throw new Error(`There are ${more.length + (call ? 1 : 0)} calls.`);
  return call;
}

/** What the one open approval says. */
export async function theApproval(driver: Driver) {
  const call = await theCall(driver);
  if (call.args.fn !== "approve") throw new Error("That is no approval.");
  return { id: call.id, asked: call.asked, args: call.args };
}
