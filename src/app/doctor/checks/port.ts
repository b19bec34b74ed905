import { createServer } from "node:net";
import type { Settings } from "../../../config.js";
import { broken, type Check, type Finding, skipped } from "../finding.js";

/** Whether the port is free for `/healthz` and, in HTTP mode, for Slack. */
export function portCheck(settings: Settings): Check {
  const look = async (): Promise<Finding> => {
    const port = settings.values.PORT;
    if (port === undefined) return skipped("PORT");
    const code = await tryPort(port);
    const figures = { port };
    if (code === null)
      return { state: "ok", says: port === 0 ? "any" : `${port} is free`, figures };
    if (code === "EADDRINUSE") {
      return broken(
        `Port ${port} is taken.`,
        "Stop what listens there (a Fermata that runs already?), or set PORT to another one.",
        figures,
      );
    }
    return broken(
      `Port ${port} cannot be used (${code}).`,
      "Set PORT to a number above 1023.",
      figures,
    );
  };
  return { key: "port", name: "Port", limitMs: 5_000, look };
}

/** Null where it is free, else the system's code. */
function tryPort(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    server.listen(port, () => server.close(() => resolve(null)));
  });
}
