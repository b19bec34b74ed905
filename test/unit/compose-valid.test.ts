import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { readRoot } from "../tree.js";

const Report = z.array(
  z.object({ messages: z.array(z.object({ rule: z.string(), type: z.string() })) }),
);

/** The rules that a compose file breaks as an error, by a validator that knows the specification's schema. */
function errorsIn(yaml: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "fermata-compose-"));
  try {
    const file = join(folder, "compose.yaml");
    writeFileSync(file, yaml);
    const ran = spawnSync("node", ["node_modules/dclint/bin/dclint.cjs", file, "-f", "json"], {
      encoding: "utf8",
    });
    const [report] = Report.parse(JSON.parse(ran.stdout));
    return (report?.messages ?? []).filter((one) => one.type === "error").map((one) => one.rule);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("compose.yaml", () => {
  const own = readRoot("compose.yaml");

  it("is valid by the Compose specification's schema", () => {
    expect(errorsIn(own)).toEqual([]);
  });

  it.each([
    ["an unknown key of a service", (yaml: string) => yaml.replace("init: true", "inti: true")],
    ["ports that are no list", (yaml: string) => yaml.replace(/ports:\n\s+- .*/, "ports: often")],
    ["no services", (yaml: string) => yaml.replace(/^services:/m, "servces:")],
  ])("would not pass with %s", (_what, spoil) => {
    expect(spoil(own)).not.toBe(own);
    expect(errorsIn(spoil(own))).not.toEqual([]);
  });
});
