import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noteSkip } from "../support/note-skip.js";

it("leaves a line for the summary of a test run", () => {
  const dir = mkdtempSync(join(tmpdir(), "fermata-skips-"));
  const file = join(dir, "skips.jsonl");
  const before = process.env["FERMATA_SKIPS_FILE"];
  process.env["FERMATA_SKIPS_FILE"] = file;
  try {
    noteSkip("page desk", "no browser here");
    noteSkip("queue (redis)", "ECONNREFUSED");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { suite: "page desk", reason: "no browser here" },
      { suite: "queue (redis)", reason: "ECONNREFUSED" },
    ]);
  } finally {
    if (before === undefined) delete process.env["FERMATA_SKIPS_FILE"];
    else process.env["FERMATA_SKIPS_FILE"] = before;
    rmSync(dir, { recursive: true });
  }
});
