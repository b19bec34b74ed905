// Started by the tests with a data directory: says "held" or the code of the refusal, and stays until it is stopped.
import { lockDataDir } from "../../src/store/data-dir-lock.js";

const dataDir = process.argv[2];
if (!dataDir) throw new Error("Which data directory?");
try {
  await lockDataDir(dataDir);
  process.stdout.write("held\n");
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${error instanceof Error && "code" in error ? String(error.code) : "?"}\n`);
}
