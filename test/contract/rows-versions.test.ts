import type { VersionsHere } from "../../src/runs/version/ports.js";
import { describeWith } from "./servers.js";
import { openRows, type RowsFixture } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const MINUTE_MS = 60_000;

for (const kind of storeKinds) {
  describeWith(kind, `runs by the version of their graph, ${kind}`, () => {
    let fixture: RowsFixture;
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    const stalled = async (versions: VersionsHere) =>
      (await fixture.store.read.runs.stalled(9, versions)).map((run) => run.id);
    const here = (known: string[], retired: string[] = []) => ({ known, retired });

    it("are claimed and found only by those who know it", async () => {
      const { transact, read } = fixture.store;
      const old = await fixture.newRun({ graphVersion: "v1" });
      const next = await fixture.newRun({ graphVersion: "v2" });
      expect(await read.runs.byVersion()).toEqual({ v1: 1, v2: 1 });
      expect(await stalled(here(["v1"]))).toEqual([old.id]);
      expect(await stalled(here([]))).toEqual([]);
      const claim = (versions: string[]) =>
        transact((rows) => rows.runs.claim(next.id, MINUTE_MS, here(versions)));
      expect(await claim(["v1"])).toBeNull();
      expect((await claim(["v1", "v2"]))?.run).toMatchObject({ id: next.id, status: "running" });
    });

    it("can be stopped by everybody, unless something of them is on its way", async () => {
      const { transact } = fixture.store;
      const run = await fixture.newRun({ graphVersion: "v4" });
      const claim = () => transact((rows) => rows.runs.claim(run.id, MINUTE_MS, here(["v3"])));
      await transact((rows) => rows.runs.requestStop(run.id, "UMAYA", new Date()));
      await fixture.pools.pool.query(
        `insert into fermata.effect (op_key, run_id, call_id, team, channel, channel_name, artifact_id, digest,
          by_whom, state, started_at)
          values ('op_1', $1, 'call_1', 'T1', 'C2', 'news', 'art_1', 'd', 'UMAYA', 'posting', now())`,
        [run.id],
      );
      expect(await claim()).toBeNull();
      await fixture.pools.pool.query("update fermata.effect set state = 'failed'");
      expect(await claim()).toMatchObject({ run: { id: run.id } });
    });

    it("are taken while they wait where their version is retired", async () => {
      const { transact, read } = fixture.store;
      const run = await fixture.newRun({ graphVersion: "v5", status: "waiting" });
      expect(await stalled(here(["v5"]))).toEqual([]);
      expect(await stalled(here(["v5"], ["v5"]))).toEqual([run.id]);
      const claimed = await transact((rows) =>
        rows.runs.claim(run.id, MINUTE_MS, here(["v5"], ["v5"])),
      );
      const stamp = { graphVersion: "v6", graphShape: "abc" };
      const token = claimed?.token ?? 0;
      await transact((rows) => rows.runs.stampGraph(run.id, token, stamp));
      expect(await read.runs.get(run.id)).toMatchObject(stamp);
      const late = transact((rows) => rows.runs.stampGraph(run.id, token - 1, stamp));
      await expect(late).rejects.toMatchObject({ code: "LEASE_LOST" });
    });
  });
}
