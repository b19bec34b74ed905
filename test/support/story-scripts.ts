import { PlannedTask } from "../../src/domain/task.js";
import type { Scripts } from "./model-server.js";

/** A model that does the launch brief properly: one claim a source, one contradiction, one draft that passes. */
export function storyScripts(change: Scripts = {}): Scripts {
  return {
    triage: () => ({
      path: "plan",
      title: "Launch brief",
      recurring: false,
      answer: "",
      questions: [],
    }),
    plan: (input) => ({
      tasks: input.sources.map((source, index) =>
        PlannedTask.parse({
          id: `t${index + 1}`,
          title: `Read ${source.label}`,
          kind: "read",
          source: source.id,
        }),
      ),
      criteria: ["It names the date."],
      estimateMinutes: 2,
    }),
    research: (input) => ({
      summary: "1 fact",
      claims: [
        {
          topic: "launch",
          text: "The launch is planned.",
          value: null,
          // Words that stand in every document.
          excerpt: input.document?.text.trim().split(/\s+/).slice(0, 3).join(" ") ?? "",
          by: null,
          date: null,
          sourceN: input.document?.source.n ?? input.claims[0]?.sourceN ?? null,
        },
      ],
      missing: [],
    }),
    reconcile: () => ({ contradictions: [] }),
    draft: (input) => ({
      markdown: `**Atlas launches.** ${input.claims.map((claim) => `${claim.text} [${claim.sourceN}]`).join(" ")}${input.changes.length > 0 ? ` Changed: ${input.changes.join("; ")}.` : ""}`,
      changed: input.changes.length > 0 ? ["As asked."] : [],
    }),
    check: (input) => ({
      statements: input.claims.map((claim) => ({
        text: claim.text,
        supported: true,
        claimIds: [claim.id],
        note: "",
      })),
      unmetCriteria: [],
      doubts: [],
      verdict: "pass",
      advice: [],
    }),
    schedule: (input) => ({ cron: "", goal: input.goal }),
    ...change,
  };
}
