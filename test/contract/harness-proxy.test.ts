import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { startTcpProxy, type TcpProxy } from "../faults/harness/tcp-proxy.js";

/** Answers each byte with its neighbour, so that an answer is never what was asked. */
let upstream: Server;
let heard = Buffer.alloc(0);
let callers: Socket[] = [];
let proxy: TcpProxy;

beforeEach(async () => {
  heard = Buffer.alloc(0);
  callers = [];
  upstream = createServer((socket) => {
    callers.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (piece: Buffer) => {
      heard = Buffer.concat([heard, piece]);
      socket.write(piece.map((byte) => (byte + 1) % 256));
    });
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  proxy = await startTcpProxy({ port: (upstream.address() as AddressInfo).port });
});
afterEach(async () => {
  await proxy.close();
  for (const caller of callers) caller.destroy();
  upstream.close();
});

/** A client through the proxy; `gone` is how it ended. */
function dial() {
  const socket = connect(proxy.port, "127.0.0.1");
  let answer = Buffer.alloc(0);
  const gone = new Promise<string>((resolve) => {
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "?"));
    socket.on("close", () => resolve("closed"));
  });
  socket.on("data", (piece: Buffer) => (answer = Buffer.concat([answer, piece])));
  return {
    socket,
    gone,
    open: new Promise<void>((resolve) => socket.once("connect", resolve)),
    async says(words: Buffer | string) {
      const bytes = Buffer.from(words);
      const before = answer.length;
      socket.write(bytes);
      while (answer.length < before + bytes.length) await once(socket, "data");
      return answer.subarray(before);
    },
    answered: () => answer.length,
  };
}

const shifted = (bytes: Buffer) => Buffer.from(bytes.map((byte) => (byte + 1) % 256));

async function hears(bytes: number): Promise<void> {
  while (heard.length < bytes) await new Promise((resolve) => setImmediate(resolve));
}

it("passes all bytes both ways, whatever they are", async () => {
  const client = dial();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400_000 }), async (words) => {
      const bytes = Buffer.from(words);
      expect((await client.says(bytes)).equals(shifted(bytes))).toBe(true);
    }),
    { numRuns: 30 },
  );
  const much = Buffer.alloc(4_000_000, 7);
  expect((await client.says(much)).equals(shifted(much))).toBe(true);
  client.socket.end();
  expect(await client.gone).toBe("closed");
});

it("keeps the order while it delays, and when it stops to", async () => {
  const client = dial();
  proxy.mode({ kind: "delay", ms: 60 });
  const first = client.says("abc");
  proxy.mode({ kind: "pass" });
  const second = client.says("def");
  await Promise.all([first, second]);
  expect(heard.toString()).toBe("abcdef");
});

it("resets what is open and what comes", async () => {
  const open = dial();
  await open.says("a");
  proxy.mode({ kind: "reset" });
  expect(await open.gone).toBe("ECONNRESET");
  expect(await dial().gone).toBe("ECONNRESET");
  expect(proxy.connections()).toBe(0);
  proxy.mode({ kind: "pass" });
  expect((await dial().says("a")).toString()).toBe("b");
});

it("resets some pieces, the same ones with the same seed", async () => {
  const run = async (seed: number) => {
    proxy.mode({ kind: "reset-some", probability: 0.2, seed });
    const fates: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const client = dial();
      await client.open;
      const fate = await Promise.race([client.says("a").then(() => "answered"), client.gone]);
      client.socket.destroy();
      fates.push(fate);
    }
    return fates;
  };
  const once_ = await run(3);
  expect(new Set(once_)).toEqual(new Set(["answered", "ECONNRESET"]));
  expect(await run(3)).toEqual(once_);
});

it("swallows everything in a black hole, and resets what lost bytes in it", async () => {
  const open = dial();
  await open.says("a");
  proxy.mode({ kind: "blackhole" });
  open.socket.write("lost");
  const late = dial();
  await late.open;
  await new Promise<void>((resolve) => late.socket.write("lost too", () => resolve()));
  expect([open.answered(), late.answered()]).toEqual([1, 0]);
  proxy.mode({ kind: "pass" });
  expect(await late.gone).toBe("ECONNRESET");
  expect((await dial().says("x")).toString()).toBe("y");
  expect(heard.toString()).toBe("ax");
});

it("never tells a half-open client that the other side has gone", async () => {
  const open = dial();
  await open.says("a");
  const [caller] = callers;
  const left = new Promise((resolve) => caller?.once("close", resolve));
  proxy.mode({ kind: "half-open" });
  await left;
  proxy.mode({ kind: "pass" });
  open.socket.write("anybody?");
  const other = dial();
  expect((await other.says("b")).toString()).toBe("c");
  expect(open.socket.destroyed).toBe(false);
  expect(open.answered()).toBe(1);
  expect(heard.toString()).toBe("ab");
});

it("drops answers to what has arrived", async () => {
  const client = dial();
  await client.says("a");
  proxy.mode({ kind: "drop-answers" });
  client.socket.write("done");
  await hears(5);
  expect(heard.toString()).toBe("adone");
  // Its neighbour's answer comes after it on the same way.
  callers[0]?.end();
  await client.gone;
  expect(client.answered()).toBe(1);
});

it("does not listen while it refuses, and listens on the same port again", async () => {
  const open = dial();
  await open.says("a");
  proxy.mode({ kind: "refuse" });
  expect(await open.gone).toBe("ECONNRESET");
  expect(await dial().gone).toBe("ECONNREFUSED");
  proxy.mode({ kind: "pass" });
  const again = dial();
  await again.open;
  expect((await again.says("a")).toString()).toBe("b");
});

it("tells the client when the server behind goes", async () => {
  const client = dial();
  await client.says("a");
  callers[0]?.resetAndDestroy();
  expect(await client.gone).toBe("ECONNRESET");
});
