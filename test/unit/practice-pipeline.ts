import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPractice } from "../../playground/practice/create-practice.js";
import { createAgents, type BoundAgents } from "../../src/agents/create-agents.js";
import { loadPrompts } from "../../src/agents/prompt-file.js";
import type { AgentIn, AgentOut } from "../../src/domain/agent-io.js";
import type { Claim, Source } from "../../src/domain/source.js";
import { createModelCalls } from "../../src/models/create-model-calls.js";
import { memorySpend } from "./models-memory-spend.js";

/** The practice model behind HTTP, asked through the real agents. */
export async function practiceAgents(): Promise<{
  agents: BoundAgents;
  url: string;
  stop: () => Promise<void>;
}> {
  const practice = createPractice();
  const server = createServer((req, res) => void practice.handle(req, res));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { call } = createModelCalls({
    apiKey: "none",
    baseUrl: `${url}/v1`,
    modelIds: { fast: "practice", strong: "practice" },
    spend: memorySpend(),
    capDayUsd: 1,
  });
  const prompts = await loadPrompts("prompts");
  return {
    agents: createAgents({ call, prompts }),
    url,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A document as a tool hands it over. */
export interface Doc {
  source: Omit<Source, "n">;
  title: string;
  text: string;
}

/** Everything the agents said about one goal. */
export interface Told {
  triage: AgentOut<"triage">;
  plan: AgentOut<"plan">;
  claims: Claim[];
  reconcile: AgentOut<"reconcile">;
  draft: AgentOut<"draft">;
  check: AgentOut<"check">;
  /** Drafts again from this draft with these changes, and checks that. */
  revise(changes: string[]): Promise<{ draft: AgentOut<"draft">; check: AgentOut<"check"> }>;
  recheck(markdown: string, personsOwn: string[]): Promise<AgentOut<"check">>;
}

/** Walks one goal through all six agents; `choose` picks an option of each contradiction. */
export async function walk(
  agents: BoundAgents,
  goal: string,
  docs: Doc[],
  choose: "first" | "suggested" | "both" = "suggested",
): Promise<Told> {
  const shared = {
    goal,
    askedBy: "Maya",
    notes: [],
    now: "2026-11-20T13:02:00.000Z",
    tz: "Europe/Berlin",
  };
  const sources = docs.map((doc, at) => ({ ...doc.source, n: at + 1 }));
  const offers = docs.map((doc, at) => {
    const kind = doc.source.kind === "person" ? "file" : doc.source.kind;
    return { id: kind === "thread" ? "thread" : `link${at + 1}`, kind, label: doc.source.label };
  });
  let step = 0;
  const next = () => ({ runId: "r", key: `${goal}:${(step += 1)}` });

  const triage = await agents.triage(next(), { ...shared, sources: offers });
  const { title } = triage;
  const answers = triage.questions.map((question) => ({
    question: question.label,
    answer: question.default ?? "",
    by: "Maya",
  }));
  const plan = await agents.plan(next(), { ...shared, title, sources: offers, answers });
  const claims: Claim[] = [];
  for (const [at, doc] of docs.entries()) {
    const document = { source: sources[at]!, title: doc.title, text: doc.text };
    const input = { ...shared, task: `Read ${doc.title}`, document, claims: [], answers };
    const found = await agents.research(next(), input);
    expect(found.missing.join(" ")).not.toContain("left out");
    for (const claim of found.claims) {
      claims.push({ ...claim, id: `c${claims.length + 1}`, sourceN: claim.sourceN ?? at + 1 });
    }
  }
  const reconcile = await agents.reconcile(next(), { ...shared, claims, sources });
  const choices = reconcile.contradictions.map((one) => ({
    question: one.question,
    choice:
      choose === "both"
        ? "The sources disagree: state both, each with its source."
        : (one.options[choose === "first" ? 0 : (one.suggestedIndex ?? 0)]?.label ?? ""),
    by: "Maya",
  }));
  const known = { ...shared, claims, sources, answers, choices, criteria: plan.criteria };
  const drafting: Omit<AgentIn<"draft">, "previous" | "changes"> = { ...known, title };
  const draft = await agents.draft(next(), { ...drafting, previous: null, changes: [] });
  const judge = (markdown: string, personsOwn: string[]) =>
    agents.check(next(), { ...known, draft: markdown, personsOwn });
  return {
    triage,
    plan,
    claims,
    reconcile,
    draft,
    check: await judge(draft.markdown, []),
    revise: async (changes) => {
      const again = await agents.draft(next(), { ...drafting, previous: draft.markdown, changes });
      return { draft: again, check: await judge(again.markdown, []) };
    },
    recheck: judge,
  };
}
