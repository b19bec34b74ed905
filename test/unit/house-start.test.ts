import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../tree.js";

let folder = "";

function put(path: string, text: string, ageSeconds: number) {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  const at = Date.now() / 1000 - ageSeconds;
  for (const each of [full, dirname(full)]) utimesSync(each, at, at);
}

function start(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH ?? "", FROM_SHELL: "shell" };
    const child = spawn(process.execPath, ["bin/start.mjs", ...args], { cwd: folder, env });
    let out = "";
    let err = "";
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

const says = (what: string) =>
  `console.log(["${what}", process.pid, ...process.argv.slice(2)].join(" "));`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fermata-start-"));
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  put("package.json", `{"type":"module"}`, 1000);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("npm start", () => {
  const installed = () => symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));

  it("runs the build where it is newer than the source", async () => {
    put("src/main.ts", says("source"), 500);
    put("dist/src/main.js", says("built"), 100);
    expect((await start("worker")).out).toMatch(/^built \d+ worker\n$/);
  });

  it("runs the source where the build is older", async () => {
    installed();
    put("src/main.ts", `const what: string = "typed";\n${says("source")}\nvoid what;`, 500);
    put("dist/src/main.js", says("built"), 100);
    put("graphs/v1.ts", "export {};", 50);
    expect((await start("bot")).out).toMatch(/^source \d+ bot\n$/);
  });

  it("runs the build where there is no source, as in the image", async () => {
    put("dist/src/main.js", says("built"), 100);
    expect((await start()).out).toMatch(/^built \d+\n$/);
  });

  it("says what to do where nothing can run", async () => {
    put("src/main.ts", says("source"), 500);
    const { code, err } = await start();
    expect(code).toBe(1);
    expect(err).toContain("npm ci");
  });

  it("reads .env, and lets the shell win", async () => {
    put("dist/src/main.js", "console.log(process.env.FROM_SHELL, process.env.FROM_FILE);", 100);
    put(".env", "FROM_SHELL=file\nFROM_FILE=file\n", 100);
    expect((await start()).out).toBe("shell file\n");
  });
});
