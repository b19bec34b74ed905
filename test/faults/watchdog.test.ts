import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { faultBuild } from "./harness/fault-build.js";

/** A process that watches itself and then does what `body` says. */
async function watched(body: string) {
  const { program } = await faultBuild();
  const watchdog = pathToFileURL(path.join(path.dirname(program), "app", "watchdog.js")).href;
  const code = `const { watchEventLoop } = await import(${JSON.stringify(watchdog)});
    watchEventLoop({ blockedMs: 600, tickMs: 100 });
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "close");
  return { child, ended, said: () => said };
}

it("ends a process whose event loop stands still, with one line", async () => {
  const { child, ended, said } = await watched("setTimeout(() => { for (;;); }, 300);");
  await ended;
  expect(child.signalCode).toBe("SIGKILL");
  expect(JSON.parse(said().trim())).toMatchObject({ code: "LOOP_BLOCKED", level: 60 });
});

it("leaves one alone that was stopped for longer, and one that is busy but breathes", async () => {
  const { child, ended, said } = await watched(`
    console.log("up");
    const endAt = performance.now() + 4_000;
    const work = () => {
      const until = performance.now() + 200;
      while (performance.now() < until);
      if (performance.now() < endAt) setImmediate(work);
    };
    work();`);
  await once(child.stdout, "data");
  child.kill("SIGSTOP");
  const wake = setTimeout(() => child.kill("SIGCONT"), 2_000);
  await ended;
  clearTimeout(wake);
  expect([child.exitCode, said()]).toEqual([0, "up\n"]);
});
