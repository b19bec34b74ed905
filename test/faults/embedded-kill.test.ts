import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { killWriters } from "./embedded/kills.js";
import { startOnTorn } from "./embedded/torn.js";

it("loses no acknowledged row to kill -9, and says what to do with a damaged folder", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "fermata-embedded-"));
  const shown = await killWriters(dataDir, { kills: 5, seed: 5 });
  expect(shown).toMatchObject({ kills: 5, lost: 0, halves: 0, refused: 1, tried: 1, wrong: [] });
  expect(shown.acked).toBeGreaterThan(5);
  const torn = await startOnTorn(dataDir, ["log missing", "version file missing"]);
  expect(torn).toMatchObject([
    { isClear: true, code: 1 },
    { isClear: true, code: 1 },
  ]);
  rmSync(dataDir, { recursive: true, force: true });
}, 240_000);
