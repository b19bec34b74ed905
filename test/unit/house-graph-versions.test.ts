import type { Ports } from "../../graphs/ports.js";
import { channelsOf, stampOf, topologyOf } from "../../graphs/shape.js";
import { graphVersions } from "../../graphs/versions.js";
import { sourceFiles } from "../tree.js";

const built = (name: string) => {
  const version = graphVersions.loadable[name];
  if (!version) throw new Error(`There is no version ${name}.`);
  return { version, graph: version.build({} as Ports, undefined) };
};

/** The files that may wait for people, and how often each calls for it. */
function waits(): Record<string, number> {
  const found = [...sourceFiles("graphs")].flatMap(([path, text]) => {
    const isImported = /import \{[^}]*\binterrupt\b[^}]*\} from "@langchain\/langgraph"/.test(text);
    return isImported ? [[path, text.match(/(?<![\w.])interrupt(<[^(]*>)?\(/g)?.length ?? 0]] : [];
  });
  return Object.fromEntries(found) as Record<string, number>;
}

describe("the versions of the graph", () => {
  it.each(Object.keys(graphVersions.loadable))(
    "%s is what it was released with: a change of it is a new version (see CONTRIBUTING.md)",
    (name) => {
      const { version, graph } = built(name);
      expect({
        ...topologyOf(graph),
        interrupts: version.recorded.interrupts,
        state: channelsOf(version),
      }).toEqual(version.recorded);
      expect(version.recorded.nodes).toEqual(
        expect.arrayContaining([...version.recorded.interrupts]),
      );
    },
  );

  it("wait in one place only, once: the hold", () => {
    const holds = Object.values(graphVersions.loadable).flatMap((one) => one.recorded.interrupts);
    expect([...new Set(holds)]).toEqual(["hold"]);
    expect(waits()).toEqual({ "graphs/request/nodes/hold.ts": 1 });
  });

  it("has the current one, and ways that lead to what can be loaded", () => {
    const { current, loadable, retired, migrations } = graphVersions;
    expect(Object.keys(loadable)).toContain(current);
    expect(retired.filter((name) => name in loadable)).toEqual([]);
    for (const { from, to, after } of migrations) {
      expect([...Object.keys(loadable), ...retired]).toContain(from);
      expect(built(to).version.recorded.nodes).toContain(after);
    }
  });

  it("stamps a run with nodes, edges and channels, and with nothing of a wording", () => {
    const { version, graph } = built("v1");
    expect(stampOf(graph, version)).toBe(stampOf(built("v1").graph, version));
    const nodes = { ...graph.getGraph().nodes, more: {} };
    const other = { ...graph, getGraph: () => ({ nodes, edges: graph.getGraph().edges }) };
    expect(stampOf(other, version)).not.toBe(stampOf(graph, version));
  });
});
