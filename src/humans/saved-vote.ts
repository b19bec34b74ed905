import type { HumanCall } from "../domain/human-call.js";
import type { Vote } from "../domain/vote.js";
import { append } from "../ledger/append.js";
import { functionOf } from "./functions/registry.js";
import type { HumansRows } from "./ports.js";

/**
 * Where several decide, whoever saved a version has said yes to it: their vote is there when the others are asked, in
 * the transaction that asks them. What was said about another version was said on another call, and is not counted.
 */
export async function voteOfSaver(
  rows: Pick<HumansRows, "votes" | "ledger">,
  call: HumanCall,
): Promise<Vote[]> {
  const { args, need, openedAt } = call;
  const together = functionOf(args).votes;
  if (args.fn !== "approve" || !args.savedBy || !together || need === 1) return [];
  const { id, name } = args.savedBy;
  const may = [...call.asked, ...call.others].some((one) => one.id === id);
  if (!may || call.excluded.includes(id)) return [];
  const vote: Vote = {
    callId: call.id,
    userId: id,
    userName: name,
    about: together.digest,
    isYes: true,
    reason: "",
    notes: [],
    at: openedAt,
  };
  await rows.votes.put(vote);
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "vote_cast",
    key: `${call.id}:vote:saved`,
    actor: id,
    at: openedAt,
    data: { call: call.id, isYes: true },
  });
  return [vote];
}
