import { rm } from "node:fs/promises";
import { bot, people } from "../../playground/seed/ids.js";
import { PlannedTask } from "../../src/domain/task.js";
import { openPools } from "../../src/store/open-store-pool.js";
import { borrowDatabase, describeWith } from "../contract/servers.js";
import { freshDataDir } from "../support/data-dir.js";
import { startHouse } from "../support/house.js";
import { storyScripts } from "../support/story-scripts.js";

const documentBytes = 50_000;
const documents = 4;
const steps = 20;
const mostBytes = 60_000;

/** Four documents are read, each with ten claims; sixteen steps then go through what was found. */
const scripts = storyScripts({
  plan: (input) => ({
    tasks: Array.from({ length: steps }, (_, n) =>
      PlannedTask.parse({
        id: `t${n + 1}`,
        title: `Step ${n + 1} of the work on the launch`,
        kind: n < documents ? "read" : "research",
        source: input.sources[n]?.id ?? null,
        needs: n < documents ? [] : [`t${n}`],
      }),
    ),
    criteria: ["It names the date.", "It names who decides."],
    estimateMinutes: 5,
  }),
  research: (input) => ({
    summary: "10 facts",
    claims: Array.from({ length: 10 }, (_, n) => ({
      topic: `point ${n}`,
      text: `The launch has a point ${n} that everybody should know about.`,
      value: null,
      excerpt: input.document?.text.slice(n * 40, n * 40 + 30).trim() ?? "",
      by: null,
      date: null,
      sourceN: input.document?.source.n ?? input.claims[0]?.sourceN ?? null,
    })),
    missing: [],
  }),
});

function documentText(n: number): string {
  const line = (m: number) =>
    `Line ${m} of document ${n}: what was said about the launch, ${m * 7}.`;
  const lines = Array.from({ length: 2_000 }, (_, m) => line(m));
  return lines.join("\n").slice(0, documentBytes);
}

for (const kind of ["embedded", "postgres"] as const) {
  describeWith(kind, "the checkpoints of a run that holds", () => {
    it(`are at most 60 KB after ${steps} steps on 200 KB of documents`, async () => {
      const database = kind === "postgres" ? await borrowDatabase() : null;
      const dataDir = await freshDataDir();
      const where = { dataDir, databaseUrl: database?.url };
      try {
        const house = await startHouse({ scripts, config: where });
        await askAndHold(house).finally(() => house.stop());
        const sizes = await sizesOf(where);
        expect(sizes.documents).toBeGreaterThanOrEqual(documents * documentBytes);
        expect(sizes.rows).toBeGreaterThan(0);
        expect(sizes.bytes).toBeLessThanOrEqual(mostBytes);
      } finally {
        await rm(dataDir, { recursive: true, force: true });
        await database?.drop();
      }
    });
  });
}

async function askAndHold({ workspace, app }: Awaited<ReturnType<typeof startHouse>>) {
  workspace.say({
    user: people.maya,
    channel: "launch",
    text: `<@${bot.userId}> write a brief from these files and ask <@${people.priya}> to approve`,
    files: Array.from({ length: documents }, (_, n) => ({
      name: `notes-${n}.md`,
      content: documentText(n),
    })),
  });
  await workspace.waitFor(
    (w) =>
      w.messages("launch").some((m) => JSON.stringify(m.blocks ?? []).includes("call.approve")),
    { timeoutMs: 60_000, what: "the approval card" },
  );
  // The card is shown before the hold is written: its transaction ends with the status.
  await workspace.waitFor((w) => w.messages("launch").some((m) => /aiting/.test(m.text)), {
    timeoutMs: 45_000,
    what: "the status that waits",
  });
  await app.outbound?.idle();
}

/** Bytes of the checkpointer's rows as they were written, before the database compresses them. */
async function sizesOf(where: { dataDir: string; databaseUrl: string | undefined }) {
  const pools = await openPools({ ...where, onError: () => undefined });
  try {
    const { rows } = await pools.pool.query<{ bytes: number; rows: number; documents: number }>(`
      with saved as (
        select octet_length(checkpoint::text) + octet_length(metadata::text) as bytes from langgraph.checkpoints
        union all select octet_length(blob) + octet_length(channel) from langgraph.checkpoint_blobs
        union all select octet_length(blob) + octet_length(channel) from langgraph.checkpoint_writes
        union all select octet_length(packed) from langgraph.packed
      ) select sum(bytes)::int8 as bytes, count(*) as rows,
        (select sum(octet_length(body))::int8 from fermata.artifact where kind = 'document') as documents
      from saved`);
    const [sizes] = rows;
    if (!sizes) throw new Error("No sizes.");
    return sizes;
  } finally {
    await pools.close();
  }
}
