import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the project, where everything runs. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const lingerMs = 15_000;

/**
 * Runs Node in a process group of its own; resolves to `{ok, late}`, `late` in words or empty. The whole
 * group is killed after the limit, or when it lingers although its `output` file is complete.
 */
export function runNode(args, { env, limitMs, output }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: "inherit",
      detached: true,
    });
    const stop = () => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const startedMs = Date.now();
    let doneMs = Infinity;
    const onSignal = () => {
      stop();
      process.exit(130);
    };
    let late = "";
    const timer = setInterval(() => {
      if (output && doneMs === Infinity && existsSync(output)) doneMs = Date.now();
      if (Date.now() - startedMs > limitMs) {
        late = `ran over its ${Math.round(limitMs / 60_000)} minutes`;
      } else if (Date.now() - doneMs > lingerMs) {
        late = "left something running after its last test";
      }
      if (late) stop();
    }, 1_000);
    process.once("SIGINT", onSignal);
    process.once("SIGTERM", onSignal);
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(timer);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
      resolve({ ok: code === 0, late });
    });
  });
}
