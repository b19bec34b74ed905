import type { AgentOut } from "../../../src/domain/agent-io.js";
import type { ChooseOption } from "../../../src/domain/human-call.js";
import type { Claim } from "../../../src/domain/source.js";
import type { CallRecord, State } from "../state.js";
import { callId } from "./call-id.js";
import { isAnswered } from "./earlier.js";

/** How many contradictions are asked about; the others are stated in the result. */
const MOST_ASKED = 3;
const MOST_EVIDENCE = 3;
const MOST_EXCERPT = 300;

/** What the draft is told where nobody chose. */
export const STATE_BOTH = "The sources disagree: state both, each with its source.";

type Contradiction = AgentOut<"reconcile">["contradictions"][number];

/** Makes a question of each contradiction that rests on claims there are, and remarks of those that are too many. */
export function settleContradictions(
  state: Pick<State, "input" | "title" | "sources">,
  found: Contradiction[],
  claims: Claim[],
): Pick<State, "calls" | "choices" | "remarks"> {
  const real = found
    .map((one) => ({ ...one, options: optionsOf(one, claims, state.sources) }))
    .filter((one) => one.options.length > 1 && !isAnswered(state.input, one.question));
  const left = real.slice(MOST_ASKED);
  return {
    calls: Object.fromEntries(
      real.slice(0, MOST_ASKED).map((one, index) => {
        const id = callId(state.input.runId, `sources ${index + 1}`);
        return [id, chooseCall(state, id, one)];
      }),
    ),
    choices: left.map((one) => ({ question: one.question, choice: STATE_BOTH, by: "nobody" })),
    remarks: left.map((one) => `The sources disagree and both are stated: ${one.question}`),
  };
}

function chooseCall(
  state: Pick<State, "input" | "title">,
  id: string,
  one: { question: string; suggestion: string; options: ChooseOption[] },
): CallRecord {
  return {
    about: "sources",
    ask: {
      id,
      taskId: null,
      args: {
        fn: "choose",
        title: state.title,
        question: one.question || "Which is right?",
        options: one.options,
        suggestion: one.suggestion,
        // Nobody chooses: the text states all of them.
        defaultIndex: 0,
        noneLabel: one.options.length === 2 ? "Neither" : "None of these",
      },
      asked: [state.input.requester],
    },
  };
}

function optionsOf(one: Contradiction, claims: Claim[], sources: State["sources"]): ChooseOption[] {
  return one.options.flatMap((option) => {
    const basis = claims.filter((claim) => option.claimIds.includes(claim.id));
    const label = option.label || option.short || basis[0]?.value || basis[0]?.text;
    if (basis.length === 0 || !label) return [];
    return [
      {
        label: label.slice(0, 300),
        short: (option.short || label).slice(0, 75),
        evidence: basis.slice(0, MOST_EVIDENCE).map((claim) => ({
          excerpt: claim.excerpt.slice(0, MOST_EXCERPT),
          by: claim.by,
          date: claim.date,
          sourceLabel: sources[claim.sourceN]?.label ?? "",
          url: sources[claim.sourceN]?.url ?? null,
        })),
      },
    ];
  });
}
