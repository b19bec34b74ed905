import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What `/readyz` looks at; each check throws if it is not well. */
export type HealthChecks = Record<string, () => Promise<void>>;

/** One answer of the operator's little web server. */
export interface HealthRoute {
  path: string;
  method: string;
  handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** `/healthz`: the process lives. `/readyz`: it can work. `/metrics`: numbers for Prometheus. */
export function healthRoutes(
  checks: HealthChecks,
  metrics: () => Promise<Record<string, number>>,
): HealthRoute[] {
  const send = (response: ServerResponse, status: number, body: string) => {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
    response.end(body);
  };
  return [
    {
      path: "/healthz",
      method: "GET",
      handler: (_request, response) => send(response, 200, "ok\n"),
    },
    {
      path: "/readyz",
      method: "GET",
      handler: (_request, response) => {
        void readiness(checks).then(
          (bad) =>
            send(
              response,
              bad.length === 0 ? 200 : 503,
              bad.length === 0 ? "ok\n" : bad.join("\n"),
            ),
          () => send(response, 503, "unknown\n"),
        );
      },
    },
    {
      path: "/metrics",
      method: "GET",
      handler: (_request, response) => {
        void metrics().then(
          (values) => send(response, 200, exposition(values)),
          () => send(response, 503, "unavailable\n"),
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

async function readiness(checks: HealthChecks): Promise<string[]> {
  const bad: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
    } catch (error) {
      bad.push(`${name}: ${error instanceof Error ? error.name : "not well"}`);
    }
  }
  return bad;
}

function exposition(values: Record<string, number>): string {
  return Object.entries(values)
    .map(([name, value]) => `# TYPE fermata_${name} gauge\nfermata_${name} ${value}\n`)
    .join("");
}
