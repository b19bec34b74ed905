import net from "node:net";
import { startHouse } from "../support/house.js";
import { startOwnRedis, ownRedisMissing } from "../faults/harness/own-redis.js";
import { borrowDatabase, describeFor, describeWith } from "./servers.js";

/** A way to a server that can stop to carry anything, without closing: the worst kind of outage. */
async function startHole(to: URL): Promise<{ url: string; swallow(): void; stop(): void }> {
  let swallowing = false;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((here) => {
    const there = net.connect(Number(to.port || "5432"), to.hostname);
    for (const [from, into] of [
      [here, there],
      [there, here],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => swallowing || into.write(chunk));
      from.on("error", () => into.destroy());
      from.on("close", () => into.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(to.href);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.href,
    swallow: () => {
      swallowing = true;
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** What a page said. */
async function asked(port: number, path: string) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: answer.status, text: await answer.text() };
}

describeWith("postgres", "a database that swallows everything", () => {
  it("makes the process unready and leaves it its own numbers", async () => {
    const database = await borrowDatabase();
    const hole = await startHole(new URL(database.url));
    const house = await startHouse({ config: { databaseUrl: hole.url }, roles: ["worker"] });
    try {
      const { port } = house.app;
      expect(await asked(port, "/readyz")).toMatchObject({ status: 200, text: "ok\n" });
      hole.swallow();
      const ready = await asked(port, "/readyz");
      expect(ready).toMatchObject({ status: 503 });
      expect(ready.text).toContain("database: it does not answer");
      const pages = await Promise.all(Array.from({ length: 20 }, () => asked(port, "/metrics")));
      for (const page of pages) {
        expect(page.status).toBe(200);
        expect(page.text).toContain("\nfermata_up 0\n");
        expect(page.text).toContain("process_resident_memory_bytes ");
        expect(page.text).not.toContain("fermata_outbox_due ");
      }
      expect(await asked(port, "/healthz")).toMatchObject({ status: 200, text: "ok\n" });
    } finally {
      hole.stop();
      await house.stop();
      await database.drop();
    }
  });
});

describeFor(ownRedisMissing(), "a Redis that throws keys away", () => {
  it("is reported loudly and does not keep the process from work", async () => {
    const redis = await startOwnRedis({ settings: ["--maxmemory-policy", "allkeys-lru"] });
    const lines: string[] = [];
    const seen: { tell: () => void } = { tell: () => undefined };
    const said = new Promise<void>((resolve) => (seen.tell = resolve));
    const keep = (fields: object, message: string) => {
      lines.push(`${message} ${JSON.stringify(fields)}`);
      if (message.startsWith("redis:")) seen.tell();
    };
    const house = await startHouse({
      config: { redisUrl: redis.url },
      options: { log: { debug: keep, info: keep, warn: keep, error: keep } },
      roles: ["worker"],
    });
    try {
      await said;
      expect(lines.find((line) => line.startsWith("redis:"))).toContain("noeviction");
      const ready = await asked(house.app.port, "/readyz");
      expect(ready.status).toBe(200);
      expect(ready.text).toMatch(/^ok\nredis: maxmemory-policy/);
      const page = await asked(house.app.port, "/metrics");
      expect(page.text).toContain('fermata_queue_jobs{state="waiting"} 0');
    } finally {
      await house.stop();
      await redis.remove();
    }
  });
});
