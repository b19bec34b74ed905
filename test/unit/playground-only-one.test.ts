import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leaveAddress, runningOn } from "../../playground/only-one.js";

it("finds the playground that runs on a folder, and no other", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fermata-one-"));
  let stateDir = folder;
  const server = createServer((_request, response) => response.end(JSON.stringify({ stateDir })));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await runningOn(folder)).toBeNull();
    await leaveAddress(folder, origin);
    expect(await runningOn(folder)).toBe(origin);
    stateDir = "/somewhere/else";
    expect(await runningOn(folder)).toBeNull();
    stateDir = folder;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
    expect(await runningOn(folder)).toBeNull();
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
