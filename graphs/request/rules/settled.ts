import type { State } from "../state.js";

/** What one decision changes; null if it is no answer to this call, which then stays open. */
export type Settled = Partial<State> | null;
