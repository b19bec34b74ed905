import { z } from "zod";
import { salvagedText } from "../../../graphs/request/rules/salvaged-text.js";
import type { Clock } from "../../clock.js";
import { Claim, type Source } from "../../domain/source.js";
import type { Alongside, Transact } from "../../domain/transact.js";
import { showUnfinished, unfinishedKey } from "../../delivery/result.js";
import { tellPresser } from "../../delivery/whisper.js";
import type { Authoriser } from "../../humans/authorise.js";
import { append } from "../../ledger/append.js";
import type { Log } from "../../log.js";
import type { Request } from "../../domain/request.js";
import { isColleague } from "../../policy/policy.js";
import type { AgainInput } from "../again.js";
import { type KeptInput, readKept } from "../begin/begin.js";
import type { RunsRows } from "../ports.js";
import { channelsRead } from "./readers-joined.js";

const Claims = z.array(Claim);

/** What is there of a run that did not finish. */
export interface Partial {
  body: string;
  sources: Source[];
  /** What to say about it. */
  headline: string;
}

/**
 * The newest draft, else the facts found, each with its source; null where there is neither. A draft that somebody
 * wanted to approve is not shown without them: then it is the facts.
 */
export async function whatIsThere(
  rows: Pick<RunsRows, "runs" | "artifacts">,
  runId: string,
): Promise<Partial | null> {
  const input = readKept(await rows.runs.input(runId));
  if (!input) return null;
  const kept = await rows.artifacts.ofRun(runId);
  const draft = kept.findLast((one) => one.kind === "draft" || one.kind === "edit");
  const held = draft !== undefined && input.graph.approval.wanted;
  if (draft && !held) {
    return { body: draft.body, sources: sourcesOf(draft.body, input), headline: "The last draft." };
  }
  const claims = kept
    .filter((one) => one.kind === "claims")
    .flatMap((one) => Claims.parse(JSON.parse(one.body)));
  if (claims.length === 0) return null;
  const body = salvagedText(claims);
  const headline = held
    ? "The facts that were found. The draft is shown to nobody without its approval."
    : "The facts that were found.";
  return { body, sources: sourcesOf(body, input), headline };
}

/**
 * Whether anything is there to be shown. What cannot be read is not: it may be why the run failed, and must not keep
 * it from ending.
 */
export async function isAnythingThere(
  rows: Pick<RunsRows, "runs" | "artifacts">,
  runId: string,
  log: Log,
): Promise<boolean> {
  try {
    return (await whatIsThere(rows, runId)) !== null;
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    log.error({ run: runId, error: error.name }, "what is there of a run cannot be read");
    return false;
  }
}

/** The sources that a text names by number, as the request offered them. */
function sourcesOf(body: string, { graph }: KeptInput): Source[] {
  return graph.sources.flatMap((offer, index) => {
    const n = index + 1;
    return body.includes(`[${n}]`)
      ? [{ n, kind: offer.kind, label: offer.label, url: null, note: "" }]
      : [];
  });
}

const JOINED =
  "By now somebody can read along here who cannot read all that was read. Nothing of it is shown.";

/** Whether somebody reads along who could not read what a run has read. */
async function somebodyJoined(
  deps: {
    transact: Transact<RunsRows>;
    allCanRead: (request: Request, channels: string[]) => Promise<boolean>;
  },
  runId: string,
): Promise<boolean> {
  const found = await deps.transact(async (rows) => {
    const kept = readKept(await rows.runs.input(runId));
    const request = await rows.runs.request(runId);
    return kept && request && { request, read: await channelsRead(rows, runId, kept) };
  });
  if (!found || found.read.length === 0) return false;
  return !(await deps.allCanRead(found.request, found.read));
}

/** Makes "Show what is there": what a failed run has goes where it is shown, once, as not finished and not checked. */
export function createPartial<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  /** Whether everybody who reads along can still read these channels; asks Slack. */
  allCanRead: (request: Request, channels: string[]) => Promise<boolean>;
  clock: Clock;
  practice: boolean;
  splitResult: (markdown: string) => string[];
}): (input: AgainInput & Alongside<Rows>) => Promise<void> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    const verdict = isColleague(person);
    const hasJoined = await somebodyJoined(deps, input.runId);
    await deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const tell = (text: string) => tellPresser(rows, input, text, input.runId);
      const run = await rows.runs.summary(input.runId);
      const row = await rows.runs.get(input.runId);
      if (!run || !row || run.team !== input.team || run.channel !== input.channel) {
        return tell("That job is not there any more.");
      }
      if (!verdict.allow) return tell(verdict.why);
      if (hasJoined || row.endReason === "unreadable") return tell(JOINED);
      if (row.status !== "failed") {
        return tell(
          row.status === "completed"
            ? "This job is done: its result is in the thread."
            : "This job is not where it was when it failed. Look at its newest message.",
        );
      }
      if ((await rows.outbox.get(unfinishedKey(run.id, row.token))) !== null) {
        return tell("What is there was shown already, below.");
      }
      const there = await whatIsThere(rows, run.id);
      if (!there) return tell("Nothing is there yet: it stopped before anything was found.");
      await showUnfinished(rows, run, row.token, {
        ...there,
        parts: deps.splitResult(there.body),
        practice: deps.practice,
      });
      await append(rows.ledger, {
        chain: `run:${run.id}`,
        kind: "partial_shown",
        key: `partial:${row.token}`,
        actor: person.id,
        at: deps.clock.now(),
        data: {},
      });
    });
  };
}
