import { createHash } from "node:crypto";
import { fail } from "../../errors.js";
import { readKept } from "../begin/begin.js";
import type { RunsRows } from "../ports.js";

/**
 * Throws `NOT_APPROVED` unless a text that must be approved is, to the byte, one that a person approved: the digest is
 * made anew from what is about to be delivered and held against the decisions.
 */
export async function assertApproved(
  rows: Pick<RunsRows, "runs" | "calls">,
  runId: string,
  body: string,
): Promise<void> {
  const input = readKept(await rows.runs.input(runId));
  if (!input?.graph.approval.wanted) return;
  const digest = createHash("sha256").update(body).digest("hex");
  const approved = (await rows.calls.ofRun(runId)).some((call) => {
    if (call.status !== "decided" || call.args.fn !== "approve") return false;
    if (call.outcome?.verb === "approve") return call.args.digest === digest;
    // Where several have to say yes, what one of them wrote is not approved by that alone.
    return call.outcome?.verb === "edit" && call.need === 1 && call.outcome.digest === digest;
  });
  if (!approved) throw fail("NOT_APPROVED");
}
