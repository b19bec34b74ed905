import type { Ports } from "../../graphs/ports.js";
import type { Clock } from "../clock.js";
import { createAuthoriser } from "../humans/authorise.js";
import type { Channels, Directory } from "../humans/ports.js";
import type { FindReaders } from "../humans/readers.js";
import type { KeptInput } from "../runs/begin/begin.js";
import { createEffects } from "../runs/post/effects.js";
import { createStillMay } from "../runs/post/still-may.js";
import { createCouldRead, createReachOf } from "../runs/post/reach.js";
import { splitResult } from "../slack/text/split-result.js";
import type { Store } from "../store/store.js";

/** Binds what a run may do outside its thread to one lease. */
export function bindEffects(deps: {
  store: Store;
  directory: Directory;
  channels: Channels;
  readers: FindReaders;
  /** The workspace's own name in addresses. */
  domain: () => string;
  practice: boolean;
  /** The version of the rules as they are now. */
  policy: string;
  clock: Clock;
}): (lease: { token: number; input: KeptInput }) => Ports["effects"] {
  const { channels, clock, directory, practice, store } = deps;
  const { transact } = store;
  const stillMay = createStillMay(createAuthoriser({ transact, directory, clock }));
  const reachOf = createReachOf(deps.readers);
  const couldRead = createCouldRead(deps.readers);
  const fitsOneMessage = (text: string) => splitResult(text, deps.domain()).length === 1;
  return ({ input, token }) =>
    createEffects({
      transact,
      token,
      input,
      stillMay,
      policy: deps.policy,
      channels,
      fitsOneMessage,
      reachOf,
      couldRead,
      practice,
      clock,
    });
}
