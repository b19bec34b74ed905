import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describeFor } from "../contract/servers.js";
import { cases } from "./cases/index.js";
import { ownRedisMissing } from "./harness/own-redis.js";
import { ownPostgresMissing } from "./harness/postgres-programs.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs `npm run faults` as anybody does; its last line is JSON. */
async function faults(...words: string[]): Promise<{ code: unknown; said: string; last: unknown }> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/faults/main.ts", ...words], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = (await once(child, "close")) as [unknown];
  const line = said.trim().split("\n").at(-1) ?? "";
  return { code, said, last: line.startsWith("{") ? JSON.parse(line) : line };
}

describeFor(ownPostgresMissing() ?? ownRedisMissing(), "the fast part of the fault matrix", () => {
  it("holds, with one seed a case", async () => {
    const { code, said, last } = await faults("--fast", "--seed", "1", "--at-once", "1");
    console.log(said);
    const fast = cases.filter((one) => one.fast).length;
    expect(last).toMatchObject({ cases: `${fast}/${fast}`, broken: [] });
    expect(code).toBe(0);
  }, 420_000);

  it("loses and doubles nothing in a short chaos", async () => {
    const { code, said, last } = await faults("chaos", "--runs", "20", "--short");
    console.log(said);
    expect(last).toMatchObject({
      lost: 0,
      stuck: 0,
      doubledMessages: 0,
      doubledEffects: 0,
      doubledDecisions: 0,
      wrong: [],
    });
    expect(code).toBe(0);
  }, 420_000);
});
