import type { Config } from "../config.js";
import { type AdvanceQueue, createAdvanceQueue } from "../queue/advance-queue.js";
import { createScheduleWakes, type ScheduleWakes } from "../queue/schedule-wakes.js";
import type { StorePools } from "../store/open-store-pool.js";
import type { Closing } from "./closing.js";

/** Opens the queue of runs and the wake-ups of schedules, on Redis or in the database, and waits until both can be used. */
export async function openQueues(
  { redisUrl }: Pick<Config, "redisUrl">,
  deps: {
    pools: StorePools;
    prefix: string | undefined;
    closing: Closing;
    onError: (error: unknown) => void;
  },
): Promise<{ queue: AdvanceQueue; wakes: ScheduleWakes }> {
  const { closing, onError, pools } = deps;
  const place = {
    ...(redisUrl === undefined ? { pool: pools.bullPool } : { redisUrl }),
    prefix: deps.prefix ?? "fermata",
    onError,
  };
  const queue = createAdvanceQueue(place);
  closing.push("queue", () => queue.close());
  const wakes = createScheduleWakes(place);
  closing.push("schedules", () => wakes.close());
  await queue.ready();
  await wakes.ready();
  return { queue, wakes };
}
