import { createHash } from "node:crypto";
import type { CallAsk, HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { titleOf } from "../delivery/run-brief.js";
import { namesOf } from "../policy/policy.js";
import type { ReachPlan } from "./reach.js";

/** What the requester said about sending a card to somebody who cannot read it where it stands. */
export type Consent = "send" | "not sent" | "stop";

const SEND = 1;
const KEEP = 2;

/** The one question a job asks about these people, whatever card it is about: so it is asked once. */
export function consentId(runId: string, outside: Named[]): string {
  const ids = outside.map((one) => one.id).sort();
  const hash = createHash("sha256")
    .update(`${runId}\nreach ${ids.join(" ")}`)
    .digest("hex");
  return `call_${hash.slice(0, 32)}`;
}

/** The question itself. `mustDecide`: a rule names these people, so nobody decides in their place. */
export function consentAsk(
  run: RunBrief,
  ask: CallAsk,
  outside: Named[],
  plan: ReachPlan,
  mustDecide: boolean,
): CallAsk {
  const who = namesOf(outside).replace(" or ", " and ");
  const what = ask.args.fn === "approve" ? `the ${lower(titleOf(run))}` : "this question";
  const option = (label: string, short: string) => ({ label, short, evidence: [] });
  return {
    id: consentId(run.id, outside),
    taskId: null,
    asked: [run.requester],
    args: {
      fn: "choose",
      about: "reach",
      title: titleOf(run),
      question: `May I send ${who} ${what} in a direct message?`,
      options: [
        option(`${who} ${outside.length > 1 ? "get" : "gets"} it and can decide`, "Send it"),
        mustDecide
          ? option("It stays here, and a rule wants their OK", "Don't send it")
          : option("It stays here, and you decide", "I decide myself"),
      ],
      suggestion: `${who} ${outside.length > 1 ? "are" : "is"} not in ${hereOf(plan)}.`,
      defaultIndex: KEEP,
      silenceMeans: mustDecide ? "it is not sent" : "it is not sent and you decide yourself",
      noneLabel: "Stop here",
    },
  };
}

/** Reads the requester's answer; null: there is none yet. */
export function consentOf(call: HumanCall): Consent | null {
  if (call.status === "open") return null;
  if (call.outcome?.verb !== "choose") return "not sent";
  if (call.outcome.index === 0) return "stop";
  return call.outcome.index === SEND ? "send" : "not sent";
}

function hereOf(plan: ReachPlan): string {
  if (plan.kind === "im") return "this direct message";
  return plan.kind === "mpim" ? "this group message" : "this private channel";
}

function lower(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
