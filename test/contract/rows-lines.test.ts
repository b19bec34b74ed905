import { reactTaken } from "../../src/delivery/reactions.js";
import { refreshLines, statusLineRow } from "../../src/delivery/status-line.js";
import { showStatus } from "../../src/delivery/status.js";
import type { RunBrief } from "../../src/delivery/run-brief.js";
import type { Run } from "../../src/domain/run.js";
import { describeWith } from "./servers.js";
import { openRows, type RowsFixture } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const briefOf = (run: Run): RunBrief => ({
  id: run.id,
  team: run.team,
  channel: run.channel,
  threadTs: run.threadTs,
  origin: { channel: run.channel, threadTs: run.threadTs },
  messageTs: run.threadTs,
  title: "Launch brief",
  requester: { id: "UMAYA", name: "Maya" },
  requesterTz: "Europe/Berlin",
});

for (const kind of storeKinds) {
  describeWith(kind, `status lines and remembered refusals, ${kind}`, () => {
    let fixture: RowsFixture;
    let run: Run;
    const query = (text: string) => fixture.pools.pool.query(text);
    const working = (now: string) =>
      fixture.store.transact((rows) =>
        showStatus(rows, briefOf(run), { phase: "working", tasks: [], now, footer: "" }),
      );
    const refresh = () => fixture.store.transact((rows) => refreshLines(rows, 10));
    const takeLine = async () => {
      await query("update fermata.outbox set next_at = '-infinity' where state = 'due'");
      const due = await fixture.store.outboxWork.takeDue(10, 60_000);
      const line = due.find((row) => row.item.type === "status_line");
      for (const row of due) await fixture.store.outboxWork.shown(row, row.version, "1");
      return line?.item.type === "status_line" ? line.item.text : null;
    };
    const older = (seconds: number) =>
      query(`update fermata.outbox set shown_at = shown_at - interval '${seconds} seconds'`);

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());
    beforeEach(async () => {
      await query("delete from fermata.outbox");
      run = await fixture.newRun();
      await fixture.store.transact((rows) => rows.runs.claim(run.id, 60_000));
    });

    it("shows the first line and leaves out what changes too fast to be read", async () => {
      await working("Now reading");
      expect(await takeLine()).toBe("Reading");
      await working("Now writing");
      expect(await takeLine()).toBeNull();
      expect(await refresh()).toBe(0);
      // Twenty seconds on, the sweeper says what is going on by then.
      await older(21);
      expect(await refresh()).toBe(1);
      expect(await takeLine()).toBe("Writing");
      expect(await refresh()).toBe(0);
    });

    it("says a line again before Slack's two minutes are over, while the run works", async () => {
      await working("Now reading");
      await takeLine();
      await older(89);
      expect(await refresh()).toBe(0);
      await older(2);
      expect(await refresh()).toBe(1);
      expect(await takeLine()).toBe("Reading");
      await older(120);
      await query(`update fermata.run set status = 'waiting' where id = '${run.id}'`);
      expect(await refresh()).toBe(0);
    });

    it("takes the line away at once when the run holds", async () => {
      await working("Now reading");
      await takeLine();
      await fixture.store.transact((rows) =>
        rows.outbox.putAll(statusLineRow(briefOf(run), "waiting", "")),
      );
      expect(await takeLine()).toBe("");
    });

    it("forgets lines and reactions that Slack has had for a while, but no line of who works", async () => {
      const rest = () =>
        fixture.store.transact((rows) => rows.retention.deleteRest(new Date(0), 10));
      const kept = async () => {
        const { rows } = await query("select type from fermata.outbox order by type");
        return rows.map((row) => (row as { type: string }).type);
      };
      await working("Now reading");
      const { channel, threadTs: messageTs } = run;
      await fixture.store.transact((rows) =>
        reactTaken(rows, { runId: run.id, channel, messageTs }),
      );
      await takeLine();
      await rest();
      expect(await kept()).toEqual(["message", "reaction", "session", "status_line"]);
      await older(121);
      await rest();
      expect(await kept()).toEqual(["message", "session", "status_line"]);
      await query(`update fermata.run set status = 'waiting' where id = '${run.id}'`);
      await rest();
      expect(await kept()).toEqual(["message", "session"]);
      // What is put again is due again.
      await fixture.store.transact((rows) =>
        reactTaken(rows, { runId: run.id, channel, messageTs }),
      );
      await older(121);
      await rest();
      expect(await kept()).toEqual(["message", "reaction", "session"]);
    });

    it("says a row again, and nothing where there is none", async () => {
      await working("Now reading");
      await takeLine();
      const key = `session:${run.channel}:${run.threadTs}`;
      await fixture.store.transact((rows) => rows.outbox.repeat(key));
      await fixture.store.transact((rows) => rows.outbox.repeat("session:nowhere"));
      const due = await fixture.store.outboxWork.takeDue(10, 60_000);
      expect(due.map((row) => row.item.opKey)).toEqual([key]);
    });

    it("asks for a missing method again after a day, for a refused block never", async () => {
      const { surface } = fixture.store;
      await surface.remember("T1", "method:agents.sessions.setStatus");
      await surface.remember("T1", "block:plan");
      expect((await surface.refused("T1")).size).toBe(2);
      await query("update fermata.surface set refused_at = refused_at - interval '25 hours'");
      expect([...(await surface.refused("T1"))]).toEqual(["block:plan"]);
      await surface.remember("T1", "method:agents.sessions.setStatus");
      expect((await surface.refused("T1")).size).toBe(2);
    });
  });
}
