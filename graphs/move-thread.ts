import { MemorySaver } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import type { DrivenGraph, GraphConfig, GraphMigration, GraphVersions } from "./version.js";

/** What the library keeps of its own among the values of a checkpoint. */
const OWN_CHANNEL = /^(__|branch:)/;

/** The way from one version to a loadable one, shortest first; null: there is none. */
export function wayFrom(
  from: string,
  { loadable, migrations }: Pick<GraphVersions, "loadable" | "migrations">,
): GraphMigration[] | null {
  let ways: GraphMigration[][] = [[]];
  for (let steps = 0; steps < migrations.length; steps += 1) {
    ways = ways.flatMap((way) =>
      migrations.filter((one) => one.from === (way.at(-1)?.to ?? from)).map((one) => [...way, one]),
    );
    const found = ways.find((way) => Object.hasOwn(loadable, way.at(-1)?.to ?? ""));
    if (found) return found;
  }
  return null;
}

/**
 * Writes where a waiting run stands as a checkpoint of another version, in one write; false where it does not wait.
 * What was moved before a crash is not moved again. `build` makes the other version's graph on a saver.
 */
export async function moveThread(
  saver: BaseCheckpointSaver,
  config: GraphConfig,
  way: readonly GraphMigration[],
  build: (saver: BaseCheckpointSaver) => DrivenGraph,
): Promise<boolean> {
  const last = way.at(-1);
  const held = await saver.getTuple(config);
  if (!last || !held) return false;
  if (held.metadata && "movedTo" in held.metadata && held.metadata.movedTo === last.to) return true;
  if (!held.pendingWrites?.some(([, channel]) => channel === "__interrupt__")) return false;
  const values = Object.fromEntries(
    Object.entries(held.checkpoint.channel_values).filter(([name]) => !OWN_CHANNEL.test(name)),
  );
  const state = way.reduce<unknown>((before, one) => one.state(before as typeof values), values);

  const memory = new MemorySaver();
  await build(memory).updateState(config, state, last.after);
  const fresh = await memory.getTuple(config);
  if (!fresh) throw new Error("A moved run has no checkpoint.");
  // The store keeps each value by channel and version, the first one for good: old and new must differ.
  const above = Math.max(0, ...Object.values(held.checkpoint.channel_versions).map(Number));
  const raised = (versions: Record<string, string | number>) =>
    Object.fromEntries(Object.entries(versions).map(([name, one]) => [name, Number(one) + above]));
  const versions = raised(fresh.checkpoint.channel_versions);
  const seen = Object.entries(fresh.checkpoint.versions_seen);
  const metadata = {
    source: "update" as const,
    parents: {},
    ...fresh.metadata,
    step: (held.metadata?.step ?? 0) + 1,
    movedTo: last.to,
  };
  await saver.put(
    { configurable: { ...config.configurable, ...held.config.configurable } },
    {
      ...fresh.checkpoint,
      channel_versions: versions,
      versions_seen: Object.fromEntries(seen.map(([node, one]) => [node, raised(one)])),
    },
    metadata,
    versions,
  );
  return true;
}
