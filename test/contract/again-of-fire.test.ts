import { systemClock } from "../../src/clock.js";
import { fireKey } from "../../src/domain/fire-key.js";
import { createAgain } from "../../src/runs/again.js";
import { newRequest, newRunOf, openRows, type RowsFixture } from "./rows-fixture.js";
import { colleague } from "../support/colleague.js";
import { describeWith } from "./servers.js";

describeWith("postgres", "a schedule's job that is started again", () => {
  let fixture: RowsFixture;
  beforeAll(async () => {
    fixture = await openRows("postgres");
  });
  afterAll(() => fixture.close());

  const person = async (team: string, id: string) => colleague(team, id, systemClock.now());

  /** One that an update left behind, shown in this thread. */
  async function leftBehind(instant: string, threadTs: string | null): Promise<string> {
    const messageTs = fireKey("sch_1", new Date(instant));
    const request = newRequest({ messageTs, threadTs: messageTs, via: "schedule" });
    const run = { ...newRunOf(request), threadTs: messageTs, title: "Friday's digest" };
    await fixture.store.transact(async (rows) => {
      await rows.requests.insertIfAbsent(request);
      await rows.runs.insert(run);
      await rows.runs.showIn(run.id, 0, { channel: "C1", threadTs });
    });
    const claimed = await fixture.store.transact((rows) => rows.runs.claim(run.id, 60_000));
    await fixture.store.transact((rows) =>
      rows.runs.settle(run.id, claimed?.token ?? 0, "failed", { endReason: "version" }),
    );
    return run.id;
  }

  it.each([
    ["at the top level", "2026-11-20T14:00:00Z", null, "here, at the top level"],
    ["in the thread in which it asked", "2026-11-27T14:00:00Z", "1795180000.5", "in this thread"],
  ])("is shown where it was: %s", async (_, instant, threadTs, words) => {
    const again = createAgain({
      transact: fixture.store.transact,
      authoriser: { person, personLately: person, personNow: person },
      clock: systemClock,
      settings: { graphVersion: "2", capUsd: 1 },
    });
    const runId = await leftBehind(instant, threadTs);
    const pressed = { team: "T1", channel: "C1", threadTs, actor: "UMAYA" };
    const anew = await again.restart({ key: `inb_${instant}`, runId, ...pressed });
    const { read } = fixture.store;
    const shown = await fixture.store.transact((rows) => rows.runs.summary(anew ?? ""));
    expect(shown).toMatchObject({ channel: "C1", threadTs, title: "Friday's digest" });
    const told = await read.outbox.get(`whisper:inb_${instant}`);
    expect(told).toMatchObject({ shown: { text: `On it. The answer comes ${words}.` } });
    expect(await again.restart({ key: `inb_${instant}:2`, runId, ...pressed })).toBeNull();
  });
});
