import type { RunBrief } from "../delivery/run-brief.js";
import { whisper } from "../delivery/whisper.js";
import type { Named } from "../domain/person.js";
import { hasCode } from "../errors.js";
import type { Directory } from "../humans/ports.js";
import { looksAway } from "../policy/looks-away.js";
import { namesOf } from "../policy/policy.js";
import type { RunsRows } from "./ports.js";

/** More people are not looked up for a courtesy. */
const MOST = 3;

/** Who of some people reads as away by their Slack status. Asks Slack, so never in a transaction. */
export type AwayNow = (team: string, people: readonly Named[]) => Promise<Named[]>;

/** Makes the look at statuses, which are at most ten minutes old. */
export function createAwayNow(directory: Pick<Directory, "person">): AwayNow {
  return async (team, people) => {
    const away: Named[] = [];
    for (const one of people.slice(0, MOST)) {
      try {
        if (looksAway(await directory.person(team, one.id))) away.push(one);
      } catch (error) {
        // Nobody waits for an offer: while Slack is away there is none.
        if (!hasCode(error, "SLACK_UNREACHABLE")) throw error;
        return away;
      }
    }
    return away;
  };
}

/** Offers the requester to ask somebody else; a status decides nothing by itself. Said once a call. */
export async function tellAway(
  rows: Pick<RunsRows, "outbox">,
  run: RunBrief,
  callId: string,
  away: readonly Named[],
): Promise<void> {
  if (away.length === 0) return;
  const to = { channel: run.channel, threadTs: run.threadTs, userId: run.requester.id };
  const who = namesOf([...away]).replace(" or ", " and ");
  const are = away.length > 1 ? "are" : "is";
  await whisper(
    rows,
    { key: `${callId}:looks-away`, runId: run.id, ...to },
    `By the status in Slack, ${who} ${are} away. “Ask someone else” on the card asks somebody besides.`,
  );
}
