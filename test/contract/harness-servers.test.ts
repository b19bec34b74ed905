import { Redis } from "ioredis";
import pg from "pg";
import { failWrites, healWrites } from "../faults/harness/failing-writes.js";
import { makeOwnPostgres, type OwnPostgres } from "../faults/harness/own-postgres.js";
import { ownRedisMissing, startOwnRedis } from "../faults/harness/own-redis.js";
import { ownPostgresMissing } from "../faults/harness/postgres-programs.js";
import { describeFor } from "./servers.js";

describeFor(ownRedisMissing(), "a Redis of one's own", () => {
  async function ask<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(url);
    try {
      return await work(redis);
    } finally {
      redis.disconnect();
    }
  }

  it("keeps its rows over kill -9 with a log, until they are deleted", async () => {
    const server = await startOwnRedis({ aof: true });
    await ask(server.url, (redis) => redis.set("a", "1"));
    await server.kill9();
    await server.start();
    expect(await ask(server.url, (redis) => redis.get("a"))).toBe("1");
    await server.loseData();
    expect(await ask(server.url, (redis) => redis.get("a"))).toBeNull();
    await server.remove();
  });

  it("keeps nothing without one", async () => {
    const server = await startOwnRedis();
    await ask(server.url, (redis) => redis.set("a", "1"));
    await server.restart();
    expect(await ask(server.url, (redis) => redis.dbsize())).toBe(0);
    await ask(server.url, (redis) => redis.set("a", "1"));
    await server.flush();
    expect(await ask(server.url, (redis) => redis.dbsize())).toBe(0);
    await server.remove();
  });
});

describeFor(ownPostgresMissing(), "a Postgres of one's own", () => {
  let server: OwnPostgres;
  beforeAll(async () => {
    server = await makeOwnPostgres();
    await server.sql("create table notes (n int)");
  });
  afterAll(() => server.remove());

  it("keeps what is committed over a crash", async () => {
    await server.sql("insert into notes values (1)");
    await server.stop();
    await expect(server.sql("select 1")).rejects.toThrow();
    await server.start();
    expect(await server.sql("select n from notes")).toEqual([{ n: 1 }]);
  });

  it("answers nothing while it is frozen, and everything afterwards", async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    server.pause();
    let isAnswered = false;
    const asked = client.query("select 1 as one").then(({ rows }) => {
      isAnswered = true;
      return rows;
    });
    await expect(
      new pg.Client({ connectionString: server.url, connectionTimeoutMillis: 300 }).connect(),
    ).rejects.toThrow();
    expect(isAnswered).toBe(false);
    server.resume();
    expect(await asked).toEqual([{ one: 1 }]);
    await client.end();
  });

  it("refuses writes while it is read-only, in sessions of before too", async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await server.readOnly(true);
    await expect(client.query("insert into notes values (2)")).rejects.toMatchObject({
      code: "25006",
    });
    await server.readOnly(false);
    await client.query("insert into notes values (2)");
    await client.end();
  });

  it("loses what was committed after the copy that it fails over to", async () => {
    await server.sql("truncate notes");
    await server.sql("insert into notes values (3)");
    await server.keepCopy();
    await server.sql("insert into notes values (4)");
    await server.failOverToCopy();
    expect(await server.sql("select n from notes")).toEqual([{ n: 3 }]);
  });

  it("fails the next writes as planned, and only those", async () => {
    await failWrites(server.sql, { table: "public.notes", sqlstate: "53100", times: 2 });
    for (let n = 0; n < 2; n += 1) {
      await expect(server.sql("insert into notes values (5)")).rejects.toMatchObject({
        code: "53100",
      });
    }
    await server.sql("insert into notes values (5)");
    await failWrites(server.sql, { table: "public.notes", sqlstate: "40P01", times: 9 });
    await expect(server.sql("delete from notes")).rejects.toMatchObject({ code: "40P01" });
    await healWrites(server.sql);
    await server.sql("delete from notes");
  });
});
