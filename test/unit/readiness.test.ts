import { steadyRead } from "../../src/app/metrics/steady-read.js";
import { createReadiness, type ReadinessSources } from "../../src/app/readiness.js";

/** A server that took the question and never says anything. */
const never = () => new Promise<never>(() => undefined);
const well: ReadinessSources = {
  fitness: async () => ({ readOnly: false, migrations: ["1", "2"] }),
  migrations: ["1", "2"],
  queue: async () => ({}),
  slackIn: () => ({ connected: true }),
  notes: () => [],
};

describe("a process is ready", () => {
  it.each<[string, Partial<ReadinessSources>, string[]]>([
    ["when all is well", {}, []],
    ["without a way in from Slack, if it has none", { slackIn: () => null }, []],
    ["with tables that are newer than it is", { migrations: ["1"] }, []],
  ])("%s", async (_when, changes, reasons) => {
    expect((await createReadiness({ ...well, ...changes })()).reasons).toEqual(reasons);
  });
});

describe("a process is not ready", () => {
  it.each<[string, Partial<ReadinessSources>, RegExp]>([
    ["while the database does not answer", { fitness: never }, /^database: it does not answer$/],
    ["while the queue does not answer", { queue: never }, /^queue: it does not answer$/],
    ["before the socket stands", { slackIn: () => ({ connected: false }) }, /^slack: not conn/],
    [
      "while Slack takes no connection",
      { slackIn: () => ({ connected: false, trouble: "link_disabled" }) },
      /^slack: it does not take the connection \(link_disabled\)$/,
    ],
    ["before its tables are there", { migrations: ["1", "2", "3"] }, /not up to date \(3\)$/],
    [
      "on a database that takes nothing",
      { fitness: async () => ({ readOnly: true, migrations: ["1", "2"] }) },
      /^database: it can only be read$/,
    ],
  ])("%s", async (_when, changes, reason) => {
    const { reasons } = await createReadiness({ ...well, ...changes })();
    expect(reasons).toEqual([expect.stringMatching(reason)]);
  });

  it("and says so all the same when Slack is a note", async () => {
    const sources = { ...well, notes: () => ["slack: away"], queue: never };
    expect(await createReadiness(sources)()).toEqual({
      reasons: ["queue: it does not answer"],
      notes: ["slack: away"],
    });
  });
});

describe("a steady read", () => {
  it("asks a server that hangs once, however often it is asked", async () => {
    let asked = 0;
    const read = steadyRead(
      () => {
        asked += 1;
        return never();
      },
      { keepMs: 0, limitMs: 5 },
    );
    expect(await Promise.all([read(), read(), read()])).toEqual([null, null, null]);
    expect(await read()).toBeNull();
    expect(asked).toBe(1);
  });

  it("asks anew after a failure, and keeps what it got", async () => {
    const answers = [() => Promise.reject(new Error("down")), async () => 1, async () => 2];
    const read = steadyRead(() => answers.shift()?.() ?? never(), {
      keepMs: 60_000,
      limitMs: 60_000,
    });
    expect([await read(), await read(), await read()]).toEqual([null, 1, 1]);
  });
});
