import { existsSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";

/** Sends a few bytes and says whether the answer starts as it should. */
function answers(port, bytes, expected) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port, timeout: 2_000 });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => socket.write(bytes));
    socket.once("data", (data) => end(expected.test(data.toString("latin1"))));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

/** What of the test surroundings is missing, in words. */
export async function missingServers() {
  const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
  const browsers = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(":");
  const found = {
    "Postgres at 127.0.0.1:5432": await answers(5432, sslRequest, /^[SN]/),
    "Redis at 127.0.0.1:6379": await answers(6379, "PING\r\n", /^\+PONG/),
    Chromium: browsers.some((name) => folders.some((folder) => existsSync(join(folder, name)))),
  };
  return Object.keys(found).filter((name) => !found[name]);
}
