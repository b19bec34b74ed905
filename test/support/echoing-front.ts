import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before a model server and refuses the first calls with a body that repeats the key, as real ones do. */
export interface EchoingFront {
  baseUrl: string;
  /** Where the calls go that it lets through. */
  forwardTo(baseUrl: string): void;
  stop(): Promise<void>;
}

/** Starts one that refuses so many calls. */
export async function startEchoingFront(refusals: number): Promise<EchoingFront> {
  let target = "";
  let left = refusals;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const said = String(request.headers.authorization);
      if (left > 0) {
        left -= 1;
        response.writeHead(500, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: { message: `Overloaded for ${said}`, code: said } }));
        return;
      }
      const url = new URL(target);
      const to = `${url.origin}${request.url ?? ""}`;
      void fetch(to, { method: "POST", body: Buffer.concat(chunks) }).then(async (answer) => {
        response.writeHead(answer.status, { "content-type": "application/json" });
        response.end(await answer.text());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    forwardTo: (baseUrl) => {
      target = baseUrl;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
