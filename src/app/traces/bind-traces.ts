import type { Ports } from "../../../graphs/ports.js";
import type { BoundAgents } from "../../agents/create-agents.js";
import type { Config } from "../../config.js";
import type { Log } from "../../log.js";
import type { Store } from "../../store/store.js";
import { createTracedRun, type Traced } from "./traced-run.js";
import { tracedAgents, tracedPorts } from "./traced-work.js";
import type { Traces } from "./traces.js";

/** The house as traces see it; without traces each part is what it was. */
export interface Watched {
  traces: Traces | null;
  agents(agents: BoundAgents): BoundAgents;
  ports: ((ports: Ports) => Ports) | undefined;
  run(store: Store, log: Log): Traced | undefined;
  stop(): Promise<void>;
}

/** Switches traces on where the settings say so; off, none of their packages is loaded. */
export async function bindTraces(to: Config["traces"]): Promise<Watched> {
  if (!to) {
    return {
      traces: null,
      agents: (agents) => agents,
      ports: undefined,
      run: () => undefined,
      stop: async () => undefined,
    };
  }
  const { openTraces } = await import("./open-traces.js");
  const traces = openTraces(to);
  return {
    traces,
    agents: (agents) => tracedAgents(agents, traces),
    ports: (ports) => tracedPorts(ports, traces),
    run: (store, log) => createTracedRun(traces, store, log),
    stop: () => traces.stop(),
  };
}
