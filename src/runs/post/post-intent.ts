import { createHash } from "node:crypto";
import { slackPost, type SlackPostArgs } from "../../domain/effects/slack-post.js";
import type { HumanCall } from "../../domain/human-call.js";
import type { Named } from "../../domain/person.js";
import { fail } from "../../errors.js";
import { showPosted } from "../../delivery/posted.js";
import { append } from "../../ledger/append.js";
import { readKept } from "../begin/begin.js";
import type { RunsRows } from "../ports.js";
import type { KeyedIntent } from "./act.js";
import { actDigest } from "./spend-grant.js";

/** What is about to be posted, and the calls that allow it. */
export interface AboutToPost {
  runId: string;
  channel: string;
  artifactId: string;
  digest: string;
  release: HumanCall;
  approval: HumanCall;
  /** Who approved. */
  approvers: Named[];
  /** Why those who approved may not any more; "" if they may. */
  lost: string;
  /** What speaks against it and no approval changes; "" if nothing does. */
  why: string;
  /** By now it would reach people of whom the card said nothing. */
  isWider: boolean;
}

const CHANGED_READERS =
  "Who can read it there has changed since it was approved. Nothing was posted.";

/** The post of an approved text: what is stored now is what is held against the approval, to the byte. */
export function postIntent(
  what: AboutToPost,
  { practice, now }: { practice: boolean; now: () => Date },
): KeyedIntent<SlackPostArgs> {
  const { runId, approval, release } = what;
  return {
    runId,
    callId: approval.id,

    async look(rows) {
      const run = await rows.runs.summary(runId);
      const artifact = await rows.artifacts.get(what.artifactId);
      const target = readKept(await rows.runs.input(runId))?.graph.post ?? null;
      const stopBy = (await rows.runs.get(runId))?.stopBy ?? null;
      const never = (why: string) => ({ why, again: false }) as const;
      if (!run || !artifact || !target) return never("There is nothing to post any more.");
      if (stopBy !== null) return never("The job was stopped.");
      if (what.why !== "") return never(what.why);
      if (what.isWider) return { why: CHANGED_READERS, again: true, because: "readers" };
      // Only the silence of whoever approved lets it go.
      if (release.status !== "expired") return never("It was not released.");
      const { channel, channelName } = target;
      const text = createHash("sha256").update(artifact.body).digest("hex");
      return {
        args: { team: run.team, channel, channelName, threadTs: null, text },
        actors: what.approvers.map((one) => one.id),
        lost: what.lost,
        shown: [what.digest, release.args.fn === "release" ? release.args.digest : null],
      };
    },

    async refused(rows, why) {
      const channelName = release.args.fn === "release" ? release.args.channelName : "";
      const at = now();
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
    },

    write: (rows, args) => write(rows, what, args, { practice, at: now() }),
  };
}

async function write(
  rows: RunsRows,
  { approval, artifactId, runId }: AboutToPost,
  args: SlackPostArgs,
  { practice, at }: { practice: boolean; at: Date },
): Promise<void> {
  const run = await rows.runs.summary(runId);
  const artifact = await rows.artifacts.get(artifactId);
  const by = approval.decidedBy;
  // Nothing is used up for a post that cannot be written.
  if (!run || !artifact || !by) throw fail("NOT_FOUND", { detail: "what is to be posted" });
  const { channel, channelName, team } = args;
  const opKey = `${runId}:post:${(await rows.effects.ofRun(runId)).length + 1}`;
  const digest = actDigest(slackPost, args, runId);
  await rows.effects.insertIfAbsent({
    opKey,
    runId,
    callId: approval.id,
    team,
    channel,
    channelName,
    artifactId,
    digest,
    by,
    state: "posting",
    code: "",
    ts: null,
    startedAt: at,
    endedAt: null,
    downBy: null,
  });
  await rows.outbox.put({
    type: "message",
    opKey,
    runId,
    channel,
    threadTs: null,
    pings: [],
    shown: {
      kind: "post",
      runId,
      title: run.title,
      bodyMarkdown: artifact.body,
      requester: run.requester,
      approver: by,
      ...((approval.tier === "auto" || approval.tier === "undo") && { byRule: true }),
      practice,
    },
  });
  await append(rows.ledger, {
    chain: `run:${runId}`,
    kind: "effect_started",
    key: `${opKey}:started`,
    actor: by.id,
    at,
    data: { call: approval.id, channel, digest },
  });
}
