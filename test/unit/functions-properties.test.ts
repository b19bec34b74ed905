import fc from "fast-check";
import { MemorySaver } from "@langchain/langgraph-checkpoint";
import { checkMessageBlocks, checkView } from "../../playground/workspace/limits.js";
import type { Json } from "../../playground/workspace/json.js";
import { CallArgs, type HumanCall } from "../../src/domain/human-call.js";
import { CallOutcome } from "../../src/domain/call-outcome.js";
import { Shown } from "../../src/domain/shown.js";
import type { Bound } from "../../src/humans/functions/human-function.js";
import { functionNames, functionOf } from "../../src/humans/functions/registry.js";
import { assertMessage, assertView } from "../../src/slack/limits.js";
import { formModal } from "../../src/slack/views/modals/form.js";
import { phoneLines, phoneLinesOf } from "../../src/slack/views/phone-lines.js";
import { render } from "../../src/slack/views/render.js";
import { declareAnything } from "../support/functions/any-declaration.js";
import { argumentsOf, functionArguments } from "../support/functions/function-arguments.js";
import {
  callOf,
  type GivenAnswer,
  givenAnswer,
  look,
  verbsOf,
  viewContext,
} from "../support/functions/function-answers.js";

const ofTheProduct = functionNames();
const made = declareAnything(6);
const requester = { id: "U0MAYA0001", name: "Maya" };
const priya = { id: "U0PRIYA001", name: "Priya" };
const all = [...ofTheProduct, ...Object.keys(made)];
const anyArgs = (name: string) => made[name] ?? argumentsOf(name);
const answered = (name: string) =>
  anyArgs(name).chain((args) => fc.tuple(fc.constant(args), givenAnswer(args)));
/** Words that are in every free text of an answer, and in nothing of our own. */
const CANARY = "quokkaword";

it("knows arguments of every function, and of nothing else", () => {
  expect(Object.keys(functionArguments).sort()).toEqual([...ofTheProduct].sort());
});

describe.each(all)("%s", (name) => {
  it("fits Slack and one phone screen with every card, open and settled", () => {
    fc.assert(
      fc.property(answered(name), fc.constantFrom("open", "over", "cancelled"), (pair, how) => {
        const [args, answer] = pair;
        const call = callOf(CallArgs.parse(args));
        const shown = functionOf(args).shown(call, { requester, practice: true, names: {} });
        if (shown) expectCard(shown);
        const ended =
          how === "over" ? null : outcomeOf(functionOf(args), answer.verb, answer.values);
        const settled = functionOf(args).settled(endedCall(call, ended, how), {});
        if (settled) expectCard(settled);
      }),
      { numRuns: 25 },
    );
  });

  it("fits Slack with every form", () => {
    fc.assert(
      fc.property(anyArgs(name), fc.lorem({ maxCount: 2000 }), (args, text) => {
        for (const verb of verbsOf(args)) {
          const form = functionOf(args).form(verb, { ...look, text });
          const view = form && formModal({ callId: "call_1", verb, form, domain: "acme" });
          if (!view) continue;
          assertView(view);
          checkView(JSON.parse(JSON.stringify(view)) as Json, ["modal"], []);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("answers whatever is sent with field errors under names of its form, and never throws", () => {
    const junk = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom("__proto__", "text", "note", "index", "reason")),
      fc.oneof(fc.string({ unit: "binary" }), fc.constant("x".repeat(4000)), fc.constant(" ")),
    );
    fc.assert(
      fc.property(
        anyArgs(name).chain((args) =>
          fc.tuple(
            fc.constant(args),
            fc.oneof(fc.constantFrom(...verbsOf(args)), fc.string(), fc.constant("constructor")),
            fc.oneof(junk, spoilt(args)),
          ),
        ),
        ([args, verb, values]) => {
          const bound = functionOf(args);
          const parsed = bound.parse(verb, values);
          const form = bound.form(verb, look);
          if (parsed.ok) return;
          expect(Object.values(parsed.errors).join("")).not.toBe("");
          if (!form) return;
          const names = form.fields.map((field) => field.name);
          for (const field of Object.keys(parsed.errors)) expect(names).toContain(field);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("reads every valid answer into a value that comes back the same from everywhere", async () => {
    const { serde } = new MemorySaver();
    let read = 0;
    await fc.assert(
      fc.asyncProperty(answered(name), async ([args, answer]) => {
        const bound = functionOf(args);
        const parsed = bound.parse(answer.verb, answer.values);
        // What is filled in may be wrong; what a form took is not.
        if (bound.form(answer.verb, look)) expect(parsed).toMatchObject({ ok: true });
        const outcome = outcomeOf(bound, answer.verb, answer.values);
        if (outcome === null) return;
        read += 1;
        expect(CallOutcome.parse(outcome)).toEqual(outcome);
        expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
        const resumed = {
          decisions: { call_1: { outcome, by: priya, at: "2026-11-20T13:00:00Z" } },
        };
        const [type, bytes] = await serde.dumpsTyped(resumed);
        expect(await serde.loadsTyped(type, bytes)).toEqual(resumed);
        expect(bound.did(outcome)).not.toBe("");
        for (const told of bound.told(outcome)) expect(told.question).not.toBe("");
      }),
      { numRuns: 30 },
    );
    expect(read).toBeGreaterThan(0);
  });

  it("keeps nobody's words in the ledger", () => {
    fc.assert(
      fc.property(answered(name), ([args, answer]) => {
        const marked = Object.fromEntries(
          Object.entries(answer.values).map(([key, value]) => [key, `${CANARY} ${value}`]),
        );
        for (const values of [answer.values, marked]) {
          const outcome = outcomeOf(functionOf(args), answer.verb, values);
          if (outcome === null) continue;
          const fact = functionOf(args).fact(outcome);
          expect(JSON.stringify(fact)).not.toContain(CANARY);
          for (const value of Object.values(fact)) {
            // A digest is the longest thing that a fact holds.
            if (typeof value === "string") expect(value.length).toBeLessThanOrEqual(64);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** An answer of which one field is not what was asked for. */
function spoilt(args: CallArgs): fc.Arbitrary<Record<string, string>> {
  return givenAnswer(args).chain(({ values }: GivenAnswer) =>
    fc
      .tuple(
        fc.constantFrom("", ...Object.keys(values)),
        fc.constantFrom("", " ", "nonsense", "99"),
      )
      .map(([name, value]) => (name === "" ? {} : { ...values, [name]: value })),
  );
}

function outcomeOf(bound: Bound, verb: string, values: Record<string, string>): CallOutcome | null {
  const parsed = bound.parse(verb, values);
  if (!parsed.ok) return null;
  if ("keep" in parsed) return parsed.as({ artifactId: "art_2", digest: "f".repeat(64) });
  if (!("ballot" in parsed)) return parsed.outcome;
  const vote = { ...parsed.ballot, callId: "call_1", userId: priya.id, userName: priya.name };
  const cast = { ...vote, about: "d1", at: new Date("2026-11-20T14:00:00Z") };
  return bound.votes?.outcome([cast], parsed.ballot.isYes) ?? null;
}

function endedCall(call: HumanCall, outcome: CallOutcome | null, how: string): HumanCall {
  const at = new Date("2026-11-20T14:00:00Z");
  if (how === "cancelled") return { ...call, status: "cancelled", decidedAt: at };
  return outcome
    ? { ...call, status: "decided", outcome, decidedBy: priya, decidedAt: at }
    : { ...call, status: "expired", outcome: { verb: "silence" }, decidedAt: at };
}

function expectCard(shown: Shown): void {
  const view = render(Shown.parse(shown), viewContext);
  assertMessage(view);
  assertMessage(view, "update");
  checkMessageBlocks(JSON.parse(JSON.stringify(view.blocks)) as Json, []);
  expect(view.text.length).toBeLessThanOrEqual(150);
  expect(phoneLinesOf(view.blocks)).toBeLessThanOrEqual(phoneLines);
}
