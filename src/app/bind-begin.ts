import type { Clock } from "../clock.js";
import { isDirect } from "../delivery/run-brief.js";
import type { Authoriser } from "../humans/authorise.js";
import type { Channels, Directory } from "../humans/ports.js";
import type { FileConfig } from "../config.js";
import type { AdvanceDeps } from "../runs/advance-deps.js";
import { createBegin, type readsOf } from "../runs/begin/begin.js";
import { withChannels } from "../runs/begin/begin-channels.js";
import { withSchedules } from "../runs/begin/begin-recurring.js";
import { goesOnFrom } from "../runs/begin/earlier-answers.js";
import { createFindChannels } from "../runs/begin/find-channels.js";
import type { Leaks } from "../runs/begin/leaks.js";
import type { Rulings } from "../runs/rulings.js";
import type { Store } from "../store/store.js";
import { offersOf } from "../tools/offers.js";

/** Binds a job's first step: who asks, what is read, who approves, and whether it comes again. */
export function bindBegin(deps: {
  store: Store;
  authoriser: Authoriser;
  directory: Directory;
  channels: Channels;
  leaks: Leaks;
  rulings: Rulings;
  schedules: AdvanceDeps["schedules"];
  limits: FileConfig["limits"];
  /** What a run has read where not everybody could. */
  reads: (runId: string) => Promise<ReturnType<typeof readsOf>>;
  clock: Clock;
}): AdvanceDeps["begin"] {
  const { authoriser, channels, clock, directory, leaks, limits, reads, rulings, store } = deps;
  const begin = createBegin({ authoriser, directory, channels, rulings, limits, offersOf });
  const reading = withChannels(begin, {
    findChannels: createFindChannels({ channels, leaks }),
    channels,
    shownAlone: async (runId) => {
      const run = await store.read.runs.summary(runId);
      return run && isDirect(run) ? run : null;
    },
    // A change goes on from the earlier result; what is said below a result in a direct message, from that.
    carried: async (asked) => {
      const { team, channel, threadTs } = asked;
      const goneOnFrom = goesOnFrom(asked);
      const above = await store.read.runs.movedTo(team, channel, threadTs);
      const from = goneOnFrom === null ? above : [goneOnFrom, ...above];
      const all = await Promise.all(from.map(reads));
      return [...new Set(all.flatMap((one) => one.channels))];
    },
    lastAt: async (request) => (await store.read.schedules.fireAsked(request.id))?.since ?? null,
    clock,
  });
  return withSchedules(reading, deps.schedules);
}
