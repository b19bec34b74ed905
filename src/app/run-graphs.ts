import { moveThread, wayFrom } from "../../graphs/move-thread.js";
import { stampOf } from "../../graphs/shape.js";
import type { GraphVersions } from "../../graphs/version.js";
import type { RunGraphs } from "../runs/version/ports.js";
import type { createFencedSaver } from "../store/checkpoints/fenced-saver.js";
import { createGraphPorts, type GraphPortsDeps } from "./graph-ports.js";

/** What the versions of the graph are bound to. */
export interface RunGraphsDeps extends GraphPortsDeps {
  versions: GraphVersions;
  /** Makes the checkpointer of one lease. */
  newSaver: () => ReturnType<typeof createFencedSaver>;
}

/** Binds a deploy's versions of the graph to the house. */
export function createRunGraphs({ versions, newSaver, ...deps }: RunGraphsDeps): RunGraphs {
  const ports = createGraphPorts(deps);
  const { loadable, retired, current } = versions;
  const shapes = new Map<string, string>();
  return {
    here: { known: [...Object.keys(loadable), ...retired], retired },
    build(name, lease) {
      const version = Object.hasOwn(loadable, name) ? loadable[name] : undefined;
      if (!version) return null;
      const graph = version.build(ports(lease), newSaver());
      const shape = shapes.get(name) ?? stampOf(graph, version);
      shapes.set(name, shape);
      return { graph, version, shape };
    },
    async move(name, lease) {
      const saver = newSaver();
      const config = { configurable: { thread_id: lease.runId, lease: lease.token } };
      if (!(await saver.getTuple(config))) return current;
      const way = wayFrom(name, versions);
      const to = way?.at(-1)?.to ?? "";
      const version = loadable[to];
      if (!way || !version) return null;
      const isMoved = await moveThread(saver, config, way, (memory) =>
        version.build(ports(lease), memory),
      );
      return isMoved ? to : null;
    },
  };
}
