import { createServer } from "node:net";

/** The first free port at or after `from` on 127.0.0.1; 0 gives any. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + 50; port += 1) {
    const got = await tryPort(port);
    if (got !== null) return got;
  }
  throw new Error(`No free port between ${from} and ${from + 49}. Give another one with --port.`);
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(null) : reject(error),
    );
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : null));
    });
  });
}
