import { slackPost } from "../../domain/effects/slack-post.js";
import { readKept } from "../begin/begin.js";
import type { Ports, PostOutcome } from "../../../graphs/ports.js";
import type { Clock } from "../../clock.js";
import type { HumanCall } from "../../domain/human-call.js";
import type { Transact } from "../../domain/transact.js";
import { fail } from "../../errors.js";
import type { Channels } from "../../humans/ports.js";
import { whoApproved } from "../../humans/who-approved.js";
import type { RunBrief } from "../../delivery/run-brief.js";
import { type KeptInput, readsOf } from "../begin/begin.js";
import { cannotPost } from "../begin/post-target.js";
import type { RunsRows } from "../ports.js";
import { type CouldRead, plainReach, type ReachOf } from "./reach.js";
import { createAct } from "./act.js";
import { postIntent } from "./post-intent.js";
import type { StillMay } from "./still-may.js";

/** Somebody may just have invited Fermata, as it asked. */
const LOOK_AGE_MS = 5_000;

/** What the effects of one lease need. */
export interface EffectsDeps {
  transact: Transact<RunsRows>;
  token: number;
  /** What the run started with. */
  input: KeptInput;
  /** Whether those who approved still may. */
  stillMay: StillMay;
  /** The version of the rules as they are now. */
  policy: string;
  channels: Channels;
  /** Whether a text fits into one message. */
  fitsOneMessage: (markdown: string) => boolean;
  reachOf: ReachOf;
  couldRead: CouldRead;
  practice: boolean;
  clock: Clock;
}

/** Makes the port by which the graph acts outside its thread: looked at beforehand, and checked again at the moment. */
export function createEffects(deps: EffectsDeps): Ports["effects"] {
  const { requester } = deps.input.graph;

  return {
    async look({ runId }, { channel, artifactId }) {
      const facts = await deps.channels.facts(channel, LOOK_AGE_MS);
      const seen = await deps.transact(async (rows) => ({
        body: (await rows.artifacts.get(artifactId))?.body ?? "",
        run: await rows.runs.summary(runId),
      }));
      const cannot = await cannotPost(deps.channels, facts, requester, LOOK_AGE_MS);
      const tooLong = deps.fitsOneMessage(seen.body) ? "" : "The text is too long for one message.";
      const team = seen.run?.team ?? "";
      const why = cannot || tooLong || (await whyHidden(deps, team, channel));
      if (!facts || !seen.run || why !== "") return { channelName: "", reach: "", why };
      const reach = await deps.reachOf({ team, channels: placesOf(deps, seen.run) }, facts);
      return { channelName: facts.name, reach, why: "" };
    },

    async post({ runId }, what) {
      const found = await deps.transact(async (rows) => {
        const release = await rows.calls.get(what.callId);
        const approval =
          release?.args.fn === "release" ? await rows.calls.get(release.args.approvalId) : null;
        const run = await rows.runs.summary(runId);
        if (!release || !approval || !run) return null;
        return { release, approval, run, approvers: await whoApproved(rows, approval) };
      });
      if (!found) throw fail("NOT_FOUND", { detail: "the approval of a post" });
      const { approval, approvers, release, run } = found;
      // Slack is asked before the transaction, which holds the run; what it says is a moment old at most.
      const lost = await deps.stillMay(run.team, approvers, approval);
      const why = await whyNotThere(deps, run.team, what.channel);
      const isWider = why === "" && (await reachesMore(deps, run, approval, what.channel));
      const intent = postIntent(
        {
          ...what,
          runId,
          release,
          approval,
          approvers,
          lost: lost ? `${lost.name} may not approve this any more.` : "",
          why,
          isWider,
        },
        { practice: deps.practice, now: () => deps.clock.now() },
      );
      const out = await createAct(deps).keyed(slackPost, intent);
      if (out.ok || !out.again) return out as PostOutcome;
      return {
        ...out,
        again: true,
        ...(await placeNow(deps, runId, what)),
        leaveOut: lost ? [lost.id] : [],
      };
    },
  };
}

/** Requester and Fermata must still be in the channel, and what the job read may still go there. */
async function whyNotThere(deps: EffectsDeps, team: string, channel: string): Promise<string> {
  const facts = await deps.channels.facts(channel, 0);
  const cannot = await cannotPost(deps.channels, facts, deps.input.graph.requester, 0);
  return cannot || whyHidden(deps, team, channel);
}

/** The place that is asked for now. */
async function placeNow(
  deps: EffectsDeps,
  runId: string,
  was: { channel: string },
): Promise<{ channel: string; channelName: string }> {
  const input = readKept(await deps.transact((rows) => rows.runs.input(runId)));
  const { channel, channelName } = input?.graph.post ?? { ...was, channelName: "" };
  return { channel, channelName };
}

/** Where the text comes from: the place where it was asked, and what was read. */
function placesOf(deps: EffectsDeps, run: Pick<RunBrief, "origin">): string[] {
  return [run.origin.channel, ...readsOf(deps.input).channels];
}

/** Whether the post would by now show it to others than the card said, such as another organisation. */
async function reachesMore(
  deps: EffectsDeps,
  run: Pick<RunBrief, "team" | "origin">,
  approval: HumanCall,
  channel: string,
): Promise<boolean> {
  const facts = await deps.channels.facts(channel);
  const { args } = approval;
  if (!facts || args.fn !== "approve" || !args.post) return false;
  const now = await deps.reachOf({ team: run.team, channels: placesOf(deps, run) }, facts);
  return now !== args.post.reach && now !== plainReach(facts);
}

/** What is shown to the requester alone leaves only for where everybody could have read it; "" if it may. */
async function whyHidden(deps: EffectsDeps, team: string, channel: string): Promise<string> {
  if (!deps.input.restricted) return "";
  const read = readsOf(deps.input).channels;
  if (await deps.couldRead({ team, channels: read }, channel)) return "";
  return "Not everybody there can read what this job read.";
}
