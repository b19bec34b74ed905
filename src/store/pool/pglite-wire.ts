import { Duplex } from "node:stream";
import { callbackify } from "node:util";
import type { PGlite } from "@electric-sql/pglite";

const TERMINATE = 0x58;
const READY_FOR_QUERY = 0x5a;
const READY_LENGTH = 6;
/** How long the database may work without letting sockets and timers have a turn. */
const BREATHE_EVERY_MS = 10;

/** The socket that pg's own client speaks to: what it writes goes into PGlite, what PGlite answers comes out. */
export interface PgliteWire {
  stream: Duplex;
  /** The server's own word on whether a transaction is open: "I" no, "T" yes, "E" yes and failed. */
  transactionStatus(): string;
}

/**
 * Joins pg's client to an in-process PGlite, so that types, tags, errors and row modes are pg's on both
 * databases because the same code makes them.
 */
export function createPgliteWire(db: PGlite): PgliteWire {
  let status = "I";

  let breathedAt = performance.now();

  /** PGlite answers without ever leaving this turn of the event loop: a burst would starve acks and pings. */
  async function breathe(): Promise<void> {
    if (performance.now() - breathedAt < BREATHE_EVERY_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    breathedAt = performance.now();
  }

  async function exchange(bytes: Buffer): Promise<void> {
    if (bytes[0] === TERMINATE) {
      stream.push(null);
      stream.destroy();
      return;
    }
    await breathe();
    const answer = Buffer.from(await db.execProtocolRaw(bytes));
    const ready = answer.subarray(-READY_LENGTH);
    if (ready[0] === READY_FOR_QUERY && ready.readInt32BE(1) === READY_LENGTH - 1) {
      status = String.fromCharCode(ready[READY_LENGTH - 1] ?? 0x49);
    }
    stream.push(answer);
  }

  const send = callbackify(exchange);
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      send(chunk, done);
    },
    // One exchange for all the messages of a statement: a fifth of the calls into WebAssembly.
    writev(chunks, done) {
      const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer));
      send(bytes, done);
    },
  });
  // What pg expects of a TCP socket.
  Object.assign(stream, {
    connect: () => process.nextTick(() => stream.emit("connect")),
    setNoDelay: () => stream,
    setKeepAlive: () => stream,
    ref: () => stream,
    unref: () => stream,
  });
  return { stream, transactionStatus: () => status };
}
