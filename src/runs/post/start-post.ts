import { createHash } from "node:crypto";
import type { PostOutcome } from "../../../graphs/ports.js";
import { postDigest } from "../../../graphs/request/rules/post-digest.js";
import type { Clock } from "../../clock.js";
import type { HumanCall } from "../../domain/human-call.js";
import { showPosted } from "../../delivery/posted.js";
import { append } from "../../ledger/append.js";
import { readKept } from "../begin/begin.js";
import type { RunsRows } from "../ports.js";

/** What is about to be posted, and the calls that allow it. `why` is what already speaks against it. */
export interface AboutToPost {
  runId: string;
  channel: string;
  artifactId: string;
  digest: string;
  release: HumanCall;
  approval: HumanCall;
  why: string;
  /** By now it would reach people of whom the card said nothing. */
  isWider: boolean;
}

const CHANGED_TEXT = "The text was changed after it was approved. Nothing was posted.";
const CHANGED_READERS =
  "Who can read it there has changed since it was approved. Nothing was posted.";
const CHANGED_PLACE = "The place was changed after it was approved. Nothing was posted.";

/**
 * The one transaction of a post, under the run's lease: what is stored now is held against what was approved, to the
 * byte; the grant is used up; the post is in the outbox. The same approval again finds what it did.
 */
export async function startPost(
  rows: RunsRows,
  what: AboutToPost,
  { token, practice, clock }: { token: number; practice: boolean; clock: Clock },
): Promise<PostOutcome> {
  const { runId, approval, release } = what;
  const now = clock.now();
  await rows.runs.fence(runId, token);
  const before = await rows.effects.ofRun(runId);
  if (before.some((one) => one.callId === approval.id)) return { ok: true };
  const run = await rows.runs.summary(runId);
  const artifact = await rows.artifacts.get(what.artifactId);
  const target = readKept(await rows.runs.input(runId))?.graph.post ?? null;
  const stopBy = (await rows.runs.get(runId))?.stopBy ?? null;
  const refused = (why: string) => refuse(rows, what, why, now);
  if (!run || !artifact || !target) return refused("There is nothing to post any more.");
  if (stopBy !== null) return refused("The job was stopped.");
  if (what.why !== "") return refused(what.why);

  const text = createHash("sha256").update(artifact.body).digest("hex");
  const { team } = run;
  const asItIs = postDigest({ team, channel: target.channel, text, runId });
  const mismatch = [what.digest, digestOf(release), granted(approval, { team, runId })].some(
    (digest) => digest !== asItIs,
  );
  const isElsewhere = what.channel !== target.channel;
  if (mismatch || isElsewhere || what.isWider) {
    const why = isElsewhere ? CHANGED_PLACE : mismatch ? CHANGED_TEXT : CHANGED_READERS;
    await refused(why);
    const { channel, channelName } = target;
    return { ok: false, again: true, why, channel, channelName };
  }
  // Only the silence of whoever approved lets it go.
  if (release.status !== "expired" || !approval.decidedBy) return refused("It was not released.");

  const opKey = `${runId}:post:${before.length + 1}`;
  const { channelName } = target;
  const by = approval.decidedBy;
  await rows.effects.insertIfAbsent({
    opKey,
    runId,
    callId: approval.id,
    team,
    channel: target.channel,
    channelName,
    artifactId: artifact.id,
    digest: asItIs,
    by,
    state: "posting",
    code: "",
    ts: null,
    startedAt: now,
    endedAt: null,
    downBy: null,
  });
  await rows.outbox.put({
    type: "message",
    opKey,
    runId,
    channel: target.channel,
    threadTs: null,
    pings: [],
    shown: {
      kind: "post",
      runId,
      title: run.title,
      bodyMarkdown: artifact.body,
      requester: run.requester,
      approver: by,
      practice,
    },
  });
  await append(rows.ledger, {
    chain: `run:${runId}`,
    kind: "effect_started",
    key: `${opKey}:started`,
    actor: by.id,
    at: now,
    data: { call: approval.id, channel: target.channel, digest: asItIs },
  });
  return { ok: true };
}

/** What the decision allows: the text on the card, or the version that was saved, in the place on the card. */
function granted(approval: HumanCall, of: { team: string; runId: string }): string | null {
  const { args, outcome, status } = approval;
  if (status !== "decided" || args.fn !== "approve" || !args.post) return null;
  if (outcome?.verb === "approve") return args.post.digest;
  if (outcome?.verb !== "edit") return null;
  return postDigest({ ...of, channel: args.post.channel, text: outcome.digest });
}

function digestOf(release: HumanCall): string | null {
  return release.args.fn === "release" ? release.args.digest : null;
}

async function refuse(
  rows: RunsRows,
  { approval, release, runId }: AboutToPost,
  why: string,
  at: Date,
): Promise<PostOutcome> {
  const channelName = release.args.fn === "release" ? release.args.channelName : "";
  const posted = { channelName, state: "not_posted", why, at: at.toISOString() } as const;
  await showPosted(rows, approval, posted);
  await append(rows.ledger, {
    chain: `run:${runId}`,
    kind: "effect_refused",
    key: `${release.id}:refused`,
    actor: null,
    at,
    data: { call: approval.id },
  });
  return { ok: false, again: false, why };
}
