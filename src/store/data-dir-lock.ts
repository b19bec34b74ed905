import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, realpath, rename, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fail } from "../errors.js";
import { askState, type LockState } from "./data-dir-probe.js";

/** A held lock; `release` lets the next process in. */
export interface DataDirLock {
  release(): Promise<void>;
}

const MAX_SOCKET_PATH = 100;
const LOCK_NAME = /^lock-[0-9a-f]{16}\.sock$/;
const POLL_MS = 20;

/**
 * Lets one process at a time use a data directory, or throws DATA_DIR_IN_USE. The lock is a listening
 * unix socket, so the kernel gives it up with the process, also after kill -9 and in containers,
 * where every process has the same id. Each starter has a socket name that is never used again: removing
 * a dead one can therefore never remove a living one. Of two that start at once the smaller name wins.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true });
  const folder = await socketFolder(await realpath(dataDir));
  const id = randomBytes(8).toString("hex");
  const name = `lock-${id}.sock`;
  const own = path.join(folder, name);
  let state: LockState = "starting";

  const server = await listen(path.join(folder, `bind-${id}.sock`), () => state);
  // A socket is bound before it listens; under its real name it never looks dead while it starts.
  await rename(path.join(folder, `bind-${id}.sock`), own);

  async function release(): Promise<void> {
    await rm(own, { force: true });
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  try {
    for (const other of await readdir(folder)) {
      if (other === name || !LOCK_NAME.test(other)) continue;
      if (await yieldsTo(path.join(folder, other), other < name)) throw fail("DATA_DIR_IN_USE");
    }
  } catch (error) {
    await release();
    throw error;
  }
  state = "held";
  return { release };
}

/** Whether another socket has, or will have, the lock; a dead one is removed. */
async function yieldsTo(socket: string, smaller: boolean): Promise<boolean> {
  for (;;) {
    const other = await askState(socket);
    if (other === "dead") {
      await rm(socket, { force: true });
      return false;
    }
    if (other === "gone") return false;
    if (other === "held" || smaller) return true;
    // It has a larger name and has not decided: it either held before it could see us, or gives way.
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function listen(socket: string, state: () => LockState): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((peer) => {
      // A prober that hangs up early must not end this process.
      peer.on("error", () => peer.destroy());
      peer.end(state());
    });
    server.once("error", reject);
    server.listen(socket, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The data directory itself, or a short folder named after it where its path is too long for a socket. */
async function socketFolder(real: string): Promise<string> {
  if (path.join(real, "lock-0123456789abcdef.sock").length <= MAX_SOCKET_PATH) return real;
  const hash = createHash("sha256").update(real).digest("hex").slice(0, 16);
  const folder = path.join(os.tmpdir(), `fermata-${hash}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
