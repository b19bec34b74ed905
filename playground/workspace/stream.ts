import type { ServerResponse } from "node:http";
import type { World } from "./world.js";

const heartbeatMs = 15_000;
/** Changes within this time are told once. */
const gatherMs = 30;

/** Tells open pages that something changed; each one then asks for the state it may see. */
export function createChangeStream(world: World): {
  add(response: ServerResponse): void;
  close(): void;
} {
  const open = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    const data = `event: changed\ndata: ${JSON.stringify({ version: world.version() })}\n\n`;
    for (const response of open) response.write(data);
  };
  const stop = world.onChange(() => {
    if (open.size > 0) timer ??= setTimeout(tell, gatherMs);
  });
  const heartbeat = setInterval(() => {
    for (const response of open) response.write(": still here\n\n");
  }, heartbeatMs);
  return {
    add(response) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(`event: changed\ndata: ${JSON.stringify({ version: world.version() })}\n\n`);
      open.add(response);
      response.on("close", () => open.delete(response));
    },
    close() {
      stop();
      clearTimeout(timer);
      clearInterval(heartbeat);
      for (const response of open) response.end();
    },
  };
}
