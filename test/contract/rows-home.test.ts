import type { HumanCall } from "../../src/domain/human-call.js";
import { describeWith } from "./servers.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const maya = { team: "T1", userId: "UMAYA" };
const priya = { team: "T1", userId: "UPRIYA" };
const named = (id: string) => ({ id, name: id });
const at = new Date("2026-11-20T13:02:00.000Z");
const slice = { limit: 10, offset: 0 };

for (const kind of storeKinds) {
  describeWith(kind, `Home's rows, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    const changed = () => transact((rows) => rows.homes.takeChanged(new Date(0), 10));
    const ask = async (patch: Partial<HumanCall>, runId?: string) => {
      const call = newCall(runId ?? (await fixture.newRun({ status: "waiting" })).id, patch);
      await transact((rows) => rows.calls.insertIfAbsent(call));
      return call;
    };
    const waiting = async (owner: typeof maya) => {
      const pending = await transact((rows) => rows.homes.waiting(owner));
      const ids = pending.map((one) => one.callId);
      const found = await transact((rows) => rows.homes.calls(owner, ids));
      expect(found.map(({ call }) => call.id)).toEqual(ids);
      return ids;
    };

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());
    beforeEach(async () => {
      for (const table of ["home_change", "home_view", "human_call"])
        await fixture.pools.pool.query(`delete from fermata.${table}`);
    });

    it("lists what waits for a person: asked, or one of those who may decide; the ended is gone", async () => {
      const asked = await ask({ asked: [named("UPRIYA")] });
      const may = await ask({ asked: [named("UTOM")], others: [named("UPRIYA")] });
      await ask({ asked: [named("UTOM")] });
      expect((await waiting(priya)).toSorted()).toEqual([asked.id, may.id].toSorted());
      await transact((rows) => rows.calls.end(asked.id, "expired", { verb: "silence" }, null, at));
      expect(await waiting(priya)).toEqual([may.id]);
    });

    it("lists nothing of a job that is shown to its requester alone to anybody else", async () => {
      const run = await fixture.newRun({ status: "waiting" });
      const call = await ask({ asked: [named("UPRIYA"), named("UMAYA")] }, run.id);
      expect(await waiting(priya)).toEqual([call.id]);
      await fixture.pools.pool.query(
        `update fermata.run set show_channel = 'D0MAYA' where id = '${run.id}'`,
      );
      expect(await waiting(priya)).toEqual([]);
      expect(await waiting(maya)).toEqual([call.id]);
    });

    it("lists nothing to whom a rule leaves out, nor to whoever has voted, nor what joins another card", async () => {
      const both = [named("UPRIYA"), named("UMAYA")];
      await ask({ asked: both, excluded: ["UPRIYA"] });
      const voted = await ask({ asked: both, need: 2 });
      const lead = await ask({ asked: both });
      const joined = await ask({ asked: both, joinedTo: lead.id, card: `${lead.id}:card` });
      await fixture.pools.pool.query(
        `insert into fermata.vote values ('${voted.id}', 'UPRIYA', 'Priya', 'd', true, '', now())`,
      );
      expect(await waiting(priya)).toEqual([lead.id]);
      const [one] = await transact((rows) => rows.homes.calls(priya, [lead.id]));
      expect(one?.jobs).toBe(2);
      await transact((rows) => rows.joins.follow(joined.id, null));
      expect((await waiting(priya)).toSorted()).toEqual([lead.id, joined.id].toSorted());
    });

    it("lists jobs to whoever asked for them, and to nobody else", async () => {
      const run = await fixture.newRun({ title: "Launch brief" });
      const jobs = await transact((rows) => rows.homes.jobs(maya, { limit: 1_000, offset: 0 }));
      expect(jobs.map((job) => job.runId)).toContain(run.id);
      expect(await transact((rows) => rows.homes.jobs(priya, slice))).toEqual([]);
      expect(await transact((rows) => rows.homes.countJobs(priya))).toBe(0);
    });

    it("notes whose Home changed, whoever changed the row, of those who opened it", async () => {
      const { id } = await ask({ asked: [named("UPRIYA")] });
      expect(await changed()).toEqual([]);
      await transact((rows) => rows.homes.opened(maya, at));
      await transact((rows) => rows.homes.opened(priya, at));
      await transact((rows) => rows.calls.end(id, "expired", { verb: "silence" }, null, at));
      const owners = (await changed()).map((one) => one.userId);
      expect(owners.toSorted()).toEqual(["UMAYA", "UPRIYA"]);
      expect(await changed()).toEqual([]);
      await fixture.newRun();
      expect(await changed()).toEqual([maya]);
      await fixture.newRun();
      expect(await transact((rows) => rows.homes.takeChanged(at, 10))).toEqual([]);
    });

    it("keeps which page of each list somebody looks at, until Home is opened again", async () => {
      await transact((rows) => rows.homes.turn(maya, "jobs", 3));
      expect(await transact((rows) => rows.homes.pages(maya))).toBeNull();
      await transact((rows) => rows.homes.opened(maya, at));
      await transact((rows) => rows.homes.turn(maya, "jobs", 3));
      await transact((rows) => rows.homes.turn(maya, "calls", 2));
      expect(await transact((rows) => rows.homes.pages(maya))).toEqual({ jobs: 3, calls: 2 });
      await transact((rows) => rows.homes.opened(maya, at));
      expect(await transact((rows) => rows.homes.pages(maya))).toEqual({});
    });
  });
}
