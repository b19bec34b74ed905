import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { PGlite } from "@electric-sql/pglite";
import { root } from "../tree.js";

it("packs an empty database that opens as a working one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fermata-packed-"));
  const packed = join(folder, "packed.tar.gz");
  try {
    const done = spawnSync(process.execPath, [join(root, "bin", "pack-database.mjs"), packed]);
    expect(done.status).toBe(0);
    expect(existsSync(`${packed}.new`)).toBe(false);
    const db = await PGlite.create({ loadDataDir: new Blob([readFileSync(packed)]) });
    await db.exec("create table t (n int); insert into t values (41)");
    const { rows } = await db.query<{ n: number }>("update t set n = n + 1 returning n");
    expect(rows).toEqual([{ n: 42 }]);
    const own = await db.query(
      "select 1 from information_schema.schemata where schema_name = 'fermata'",
    );
    expect(own.rows).toEqual([]);
    await db.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
