import { randomBytes } from "node:crypto";
import pg from "pg";
import { ownRedisMissing, startOwnRedis } from "../faults/harness/own-redis.js";
import { startWellSetup, type WellSetup } from "../support/well-setup.js";
import { type Borrowed, borrowDatabase, describeFor, describeWith } from "./servers.js";

let well: WellSetup;
beforeAll(async () => {
  well = await startWellSetup();
});
afterAll(() => well.stop());

describeWith("postgres", "doctor looks at the database", () => {
  let database: Borrowed;
  const role = `fermata_guest_${randomBytes(4).toString("hex")}`;

  async function asAdmin(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }
  const urlWith = (change: (url: URL) => void): string => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };
  const asGuest = () => urlWith((url) => (url.username = role));

  beforeAll(async () => {
    database = await borrowDatabase();
    await asAdmin(`create role ${role} login`);
  });
  afterAll(async () => {
    await asAdmin(`drop owned by ${role}`, `drop role ${role}`);
    await database.drop();
  });

  it("is content with one it may use, and leaves nothing in it", async () => {
    const said = await well.examine({ DATABASE_URL: database.url });
    expect(said.problems).toEqual([]);
    expect(said.text).toMatch(/^ok {2}Database: +Postgres \d+, fermata_test_\w+ as postgres$/m);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      "select 1 from pg_namespace where nspname in ('fermata', 'bullmq', 'langgraph')",
    );
    await client.end();
    expect(rows).toEqual([]);
  });

  it("finds a database that is not there", async () => {
    const said = await well.examine({
      DATABASE_URL: urlWith((url) => (url.pathname = "/fermata_nowhere")),
    });
    expect(said.broken).toEqual(["database"]);
    expect(said.problems).toEqual([
      {
        what: "The server has no database fermata_nowhere.",
        fix: expect.stringContaining("createdb fermata_nowhere"),
      },
    ]);
  });

  it("finds a role that may not create", async () => {
    const said = await well.examine({ DATABASE_URL: asGuest() });
    expect(said.broken).toEqual(["database"]);
    expect(said.problems[0]?.what).toContain(`${role} may not create schemas and tables`);
    expect(said.problems[0]?.fix).toContain(`grant create on database ${database.prefix} to`);
  });

  it("finds tables that belong to somebody else", async () => {
    await asAdmin(
      `grant create on database ${database.prefix} to ${role}`,
      "create schema fermata",
      "create table fermata.run (id int)",
      `grant all on schema fermata to ${role}`,
    );
    const said = await well.examine({ DATABASE_URL: asGuest() });
    await asAdmin("drop schema fermata cascade");
    expect(said.broken).toEqual(["database"]);
    expect(said.problems[0]?.what).toContain("1 of Fermata's tables belong to another role");
  });
});

describeWith("redis", "doctor looks at Redis", () => {
  it("is content with one that never throws keys away", async () => {
    const said = await well.examine({ REDIS_URL: "redis://127.0.0.1:6379" });
    expect(said.problems).toEqual([]);
    expect(said.text).toMatch(/^ok {2}Redis: +\d+\.\d+\.\d+, noeviction$/m);
  });
});

describeFor(ownRedisMissing(), "doctor looks at a Redis of its own", () => {
  it("finds one that throws keys away", async () => {
    const redis = await startOwnRedis({ settings: ["--maxmemory-policy", "allkeys-lru"] });
    try {
      const said = await well.examine({ REDIS_URL: redis.url });
      expect(said.broken).toEqual(["redis"]);
      expect(said.problems[0]?.what).toContain("maxmemory-policy is allkeys-lru");
      expect(said.problems[0]?.fix).toContain("maxmemory-policy noeviction");
    } finally {
      await redis.remove();
    }
  });

  it("finds a password that is missing", async () => {
    const redis = await startOwnRedis({ settings: ["--requirepass", "open-sesame"] });
    try {
      const said = await well.examine({ REDIS_URL: redis.url });
      expect(said.problems[0]?.what).toBe("Redis does not take the password.");
      const signedIn = redis.url.replace("//", "//:open-sesame@");
      expect((await well.examine({ REDIS_URL: signedIn })).problems).toEqual([]);
    } finally {
      await redis.remove();
    }
  });
});
