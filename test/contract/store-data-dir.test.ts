import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { lockDataDir } from "../../src/store/data-dir-lock.js";
import { openPools } from "../../src/store/open-store-pool.js";
import { startChild, type Child } from "./child.js";

describe("the lock of a data directory", () => {
  let dataDir: string;
  const children: Child[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), "fermata-lock-"));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill("SIGKILL")));
    await rm(dataDir, { recursive: true, force: true });
  });

  const hold = (): Child => {
    const child = startChild("lock-holder", [dataDir]);
    children.push(child);
    return child;
  };

  it("refuses a second process, and frees the directory on release", async () => {
    const lock = await lockDataDir(dataDir);
    const second = hold();
    expect(await second.says).toBe("DATA_DIR_IN_USE");
    await expect(lockDataDir(dataDir)).rejects.toMatchObject({
      code: "DATA_DIR_IN_USE",
      next: expect.stringContaining("DATA_DIR"),
    });
    await lock.release();
    expect(await readdir(dataDir)).toEqual([]);
    await (await lockDataDir(dataDir)).release();
  });

  it("is taken over after kill -9", async () => {
    const holder = hold();
    expect(await holder.says).toBe("held");
    await expect(lockDataDir(dataDir)).rejects.toMatchObject({ code: "DATA_DIR_IN_USE" });
    await holder.kill("SIGKILL");
    const lock = await lockDataDir(dataDir);
    expect(await readdir(dataDir)).toHaveLength(1);
    await lock.release();
  });

  it("has one winner among processes that start at once beside a dead lock", async () => {
    const dead = hold();
    await dead.says;
    await dead.kill("SIGKILL");
    const said = await Promise.all([hold(), hold()].map((child) => child.says));
    expect(said.toSorted()).toEqual(["DATA_DIR_IN_USE", "held"]);
  });

  it("has one winner among many starters, every time", async () => {
    for (let round = 0; round < 15; round++) {
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dataDir)));
      const won = tries.flatMap((t) => (t.status === "fulfilled" ? [t.value] : []));
      expect(won).toHaveLength(1);
      await won[0]?.release();
    }
  });

  it("outlives a prober that hangs up", async () => {
    const lock = await lockDataDir(dataDir);
    const [name = ""] = await readdir(dataDir);
    await new Promise<void>((resolve) => {
      const peer = net.connect(path.join(dataDir, name), () => {
        peer.destroy();
        resolve();
      });
      peer.on("error", () => resolve());
    });
    await expect(lockDataDir(dataDir)).rejects.toMatchObject({ code: "DATA_DIR_IN_USE" });
    await lock.release();
  });

  it("works where the path is too long for a socket", async () => {
    const deep = path.join(dataDir, "d".repeat(90), "e".repeat(90));
    const lock = await lockDataDir(deep);
    await expect(lockDataDir(deep)).rejects.toMatchObject({ code: "DATA_DIR_IN_USE" });
    await lock.release();
  });
});

describe("the embedded store on disk", () => {
  it("starts over when its creation was killed in the middle", async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "fermata-half-"));
    await mkdir(path.join(dataDir, "pg.new-0123456789ab", "base"), { recursive: true });
    const pools = await openPools({ dataDir, onError: () => undefined });
    expect((await pools.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await pools.close();
    expect(await readdir(dataDir)).toEqual(["pg"]);
    await rm(dataDir, { recursive: true });
  });

  it("keeps its rows, refuses a second opener, and says when the files are torn", async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "fermata-disk-"));
    const options = { dataDir, onError: () => undefined };
    const first = await openPools(options);
    await first.pool.query("create table public.kept (id int)");
    await first.pool.query("insert into public.kept values (1)");
    await expect(openPools(options)).rejects.toMatchObject({ code: "DATA_DIR_IN_USE" });
    expect((await first.pool.query("select id from public.kept")).rows).toEqual([{ id: 1 }]);
    await first.close();

    const again = await openPools(options);
    expect((await again.pool.query("select id from public.kept")).rows).toEqual([{ id: 1 }]);
    await again.close();

    await rm(path.join(dataDir, "pg", "global"), { recursive: true });
    await expect(openPools(options)).rejects.toMatchObject({ code: "DATA_DIR_TORN" });
    // The refusal gave the lock back.
    await (await lockDataDir(dataDir)).release();
    await rm(dataDir, { recursive: true });
  });
});
