import { isDatabaseOutage } from "../../errors.js";
import type { ListenerDeps } from "./deps.js";
import type { Place } from "./place.js";

/**
 * Does what somebody pressed. While the database is away they hear that it was not taken, whether or not Slack has its
 * answer already; the error goes on, so that Slack warns where it still waits for one.
 */
export async function orTold<Answer extends unknown[]>(
  deps: ListenerDeps,
  place: Pick<Place, "actor" | "channel" | "threadTs">,
  ack: (...answer: Answer) => Promise<void>,
  work: (deps: ListenerDeps, ack: (...answer: Answer) => Promise<void>) => Promise<void>,
): Promise<void> {
  let isAnswered = false;
  let isTaken = false;
  const answer = async (...given: Answer) => {
    await ack(...given);
    isAnswered = true;
  };
  const noting: ListenerDeps = {
    ...deps,
    acceptClick: async (click) => {
      const id = await deps.acceptClick(click);
      isTaken = true;
      return id;
    },
    acceptClicks: async (clicks) => {
      const ids = await deps.acceptClicks(clicks);
      isTaken = true;
      return ids;
    },
  };
  try {
    await work(noting, answer);
  } catch (error) {
    // What has no channel is a form or Home: Slack warns in it, unless it was answered.
    const isSilent = place.channel === "" && !isAnswered;
    if (isDatabaseOutage(error) && !isTaken && !isSilent) {
      const { actor: userId, channel, threadTs } = place;
      await deps.tellAway({ userId, channel, threadTs }).catch((failure: unknown) => {
        const name = failure instanceof Error ? failure.name : "?";
        deps.log.warn({ error: name }, "an outage could not be told");
      });
    }
    throw error;
  }
}
