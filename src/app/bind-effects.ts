import type { Ports } from "../../graphs/ports.js";
import type { Clock } from "../clock.js";
import { createAuthoriser } from "../humans/authorise.js";
import type { Channels, Directory } from "../humans/ports.js";
import type { FindReaders } from "../humans/readers.js";
import type { KeptInput } from "../runs/begin/begin.js";
import { createMayStill } from "../runs/may-also.js";
import { createRulings } from "../runs/rulings.js";
import { createEffects } from "../runs/post/effects.js";
import { createStillMay } from "../runs/post/still-may.js";
import { createCouldRead, createReachOf } from "../runs/post/reach.js";
import { splitResult } from "../slack/text/split-result.js";
import type { Store } from "../store/store.js";
import { type BoundPolicy, createLookAtRun } from "./bind-policy.js";

/** Binds what a run may do outside its thread to one lease. */
export function bindEffects(deps: {
  store: Store;
  directory: Directory;
  channels: Channels;
  readers: FindReaders;
  /** The workspace's own name in addresses. */
  domain: () => string;
  practice: boolean;
  rules: BoundPolicy;
  clock: Clock;
}): (lease: { token: number; input: KeptInput }) => Ports["effects"] {
  const { channels, clock, directory, practice, store } = deps;
  const { transact } = store;
  const authoriser = createAuthoriser({ transact, directory, clock });
  const rulings = createRulings({ ...deps.rules, channels, authoriser, clock });
  const stillMay = createStillMay(
    authoriser,
    createMayStill({ rulings, look: createLookAtRun(store) }),
  );
  const reachOf = createReachOf(deps.readers);
  const couldRead = createCouldRead(deps.readers);
  const fitsOneMessage = (text: string) => splitResult(text, deps.domain()).length === 1;
  return ({ input, token }) =>
    createEffects({
      transact,
      token,
      input,
      stillMay,
      policy: deps.rules.policy.version,
      channels,
      fitsOneMessage,
      reachOf,
      couldRead,
      practice,
      clock,
    });
}
