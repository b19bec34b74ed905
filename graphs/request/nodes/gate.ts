import type { Ports } from "../../ports.js";
import { announce } from "../rules/lines.js";
import { endingOf } from "../rules/ending.js";
import { nothingNew } from "../rules/nothing-new.js";
import { whatNext } from "../rules/what-next.js";
import type { State, Update } from "../state.js";

/** Where the branches meet: only here is the whole state known again. It says what comes next. */
export function createGate(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const nothing = nothingNew(state);
    if (nothing) {
      return { ending: endingOf(state, { kind: "nothing", quiet: nothing }) };
    }
    const quiet = ["hold", "afford", "salvage", "end"].includes(whatNext(state).to);
    // Who is waited for is said when the call is shown.
    if (!quiet) {
      await ports.record({ runId: state.input.runId, key: `gate:${state.steps}` }, announce(state));
    }
    return {};
  };
}
