import { get } from "node:http";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** One address in front of several servers, as a load balancer gives it. */
export interface Front {
  port: number;
  close(): Promise<void>;
}

/** As often as a balancer that is set to look often. */
const LOOK_EVERY_MS = 500;
const LOOK_WITHIN_MS = 1_000;

/**
 * Hands each new connection to the next of `ports()` whose `/readyz` said yes when it last looked, and to another one if
 * nobody listens there; with nobody ready any will do, and with nobody there it hangs up.
 */
export async function startFront(ports: () => number[]): Promise<Front> {
  let turn = 0;
  let ready = new Map<number, boolean>();
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  };

  const look = async () => {
    const said = await Promise.all(
      ports().map(async (port) => [port, await saysYes(port)] as const),
    );
    ready = new Map(said);
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);

  /** One that was never looked at has just come: it says that it listens only when it is ready. */
  const order = (): number[] => {
    const known = ports();
    const from = (turn += 1) % Math.max(1, known.length);
    const inTurn = [...known.slice(from), ...known.slice(0, from)];
    const isReady = (port: number) => ready.get(port) !== false;
    return [...inTurn.filter(isReady), ...inTurn.filter((port) => !isReady(port))];
  };

  const server = createServer((client) => {
    keep(client);
    let behind: Socket | undefined;
    client.on("error", () => behind?.destroy());
    const tryNext = ([port, ...others]: number[]): void => {
      if (port === undefined || client.destroyed) return void client.destroy();
      const next = connect(port, "127.0.0.1");
      keep(next);
      behind = next;
      let isThere = false;
      next.on("connect", () => {
        isThere = true;
        next.pipe(client).pipe(next);
      });
      next.on("error", () => {
        if (isThere) client.destroy();
        else tryNext(others);
      });
    };
    tryNext(order());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      clearInterval(looking);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // One that is kept alive would be waited for without end.
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function saysYes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get({ port, host: "127.0.0.1", path: "/readyz", timeout: LOOK_WITHIN_MS });
    asked.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer")));
    asked.on("error", () => resolve(false));
  });
}
