import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** One address in front of several servers, as a load balancer gives it. */
export interface Front {
  port: number;
  close(): Promise<void>;
}

/** Hands each new connection to the next of `ports()`, which is asked anew each time; nobody there: it hangs up. */
export async function startFront(ports: () => number[]): Promise<Front> {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const known = ports();
    const port = known[(turn += 1) % Math.max(1, known.length)];
    if (port === undefined) return void client.destroy();
    const behind = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(one);
      one.on("close", () => open.delete(one));
      one.on("error", () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // One that is kept alive would be waited for without end.
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
