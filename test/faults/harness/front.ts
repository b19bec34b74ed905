import { connect, createServer, type AddressInfo } from "node:net";

/** One address in front of several servers, as a load balancer gives it. */
export interface Front {
  port: number;
  close(): Promise<void>;
}

/** Hands each new connection to the next of `ports()`, which is asked anew each time; nobody there: it hangs up. */
export async function startFront(ports: () => number[]): Promise<Front> {
  let turn = 0;
  const server = createServer((client) => {
    const known = ports();
    const port = known[(turn += 1) % Math.max(1, known.length)];
    if (port === undefined) return void client.destroy();
    const behind = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
