import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readiness } from "./readiness.js";

/** One answer of the operator's little web server. */
export interface HealthRoute {
  path: string;
  method: string;
  handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** `/healthz`: the process lives. `/readyz`: it can work. `/metrics`: numbers for Prometheus. */
export function healthRoutes(
  readiness: () => Promise<Readiness>,
  page: () => Promise<{ contentType: string; text: string }>,
): HealthRoute[] {
  const plain = "text/plain; charset=utf-8";
  const send = (response: ServerResponse, status: number, type: string, body: string) => {
    response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
    response.end(body);
  };
  return [
    {
      path: "/healthz",
      method: "GET",
      handler: (_request, response) => send(response, 200, plain, "ok\n"),
    },
    {
      path: "/readyz",
      method: "GET",
      handler: (_request, response) => {
        void readiness().then(
          ({ reasons, notes }) => {
            const lines = [...(reasons.length > 0 ? reasons : ["ok"]), ...notes];
            send(response, reasons.length > 0 ? 503 : 200, plain, `${lines.join("\n")}\n`);
          },
          () => send(response, 503, plain, "unknown\n"),
        );
      },
    },
    {
      path: "/metrics",
      method: "GET",
      handler: (_request, response) => {
        void page().then(
          ({ contentType, text }) => send(response, 200, contentType, text),
          () => send(response, 500, plain, "unavailable\n"),
        );
      },
    },
  ];
}

/** Serves the routes on a port; 0 takes a free one. Resolves with the port and a way to stop. */
export async function serveHealth(
  routes: HealthRoute[],
  port: number,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0];
    const route = routes.find((one) => one.path === path && one.method === request.method);
    if (route) return route.handler(request, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
