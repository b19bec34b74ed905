import { mkdir, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readArguments } from "./arguments.js";
import { startBotChild } from "./bot-child.js";
import { botEnv } from "./bot-env.js";
import { freePort } from "./free-port.js";
import { readManifest } from "./manifest.js";
import { memoryMb } from "./memory.js";
import { bundlePage } from "./page/bundle.js";
import { createPractice } from "./practice/create-practice.js";
import { leaveAddress, runningOn } from "./only-one.js";
import type { PageSource } from "./workspace/static-page.js";
import { startWorkspace } from "./workspace/workspace.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The parent of everything: the workspace, its page, the practice model, and the bot as a child. */
async function playground(): Promise<void> {
  const { port: wanted, fresh, plain } = readArguments(process.argv.slice(2));
  const stateDir = join(process.cwd(), ".playground");
  // Two on one folder would write over each other, and a fresh one would take the other's ground away.
  const other = await runningOn(stateDir);
  if (other !== null)
    throw new Error(`A playground runs here already: ${other}. End it first, with Ctrl+C.`);
  if (fresh) await rm(stateDir, { recursive: true, force: true });
  await mkdir(stateDir, { recursive: true });
  const [port, botPort] = [await freePort(wanted), await freePort(0)];
  const origin = `http://127.0.0.1:${port}`;
  const { env, practice } = botEnv({
    base: process.env,
    origin,
    apiUrl: `${origin}/api/`,
    stateDir,
    port: botPort,
    configFile: join(root, "playground", "playground.config.yml"),
  });
  const model = createPractice();
  // The page is built while the bot starts: both take a second or two.
  let page: PageSource = () => undefined;
  const send = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const status = () => ({ state: bot.state(), kills: bot.kills(), practice, stateDir });
  const workspace = await startWorkspace({
    port,
    dir: join(stateDir, "workspace"),
    rates: "slack",
    surface: plain ? "plain" : "rich",
    ...(await readManifest(join(root, "manifest.yml"))),
    page: (path) => page(path),
    routes: {
      "/v1/chat/completions": (request, response) => model.handle(request, response),
      "/v1/models": (request, response) => model.handle(request, response),
      "/control/status": (_request, response) => send(response, 200, status()),
      "/control/pull-the-plug": async (request, response) => {
        // Only our own page may do this: another site's form cannot send this header.
        if (request.method !== "POST" || !isOwn(request.headers.origin, origin)) {
          return send(response, 403, { error: "Only the playground's own page can do this." });
        }
        await bot.pullThePlug();
        send(response, 200, status());
      },
    },
  });
  await leaveAddress(stateDir, origin);
  const bot = startBotChild({
    script: join(root, "bin", "start.mjs"),
    args: [],
    cwd: root,
    env,
    onLine: (line) => process.stderr.write(`${line}\n`),
    onGivenUp: (lines) => {
      process.stderr.write(`Fermata does not start:\n${lines.join("\n")}\n`);
      process.exitCode = 1;
      void end();
    },
  });
  workspace.world.onChange(() => {
    if (workspace.connected()) bot.connected();
  });
  const end = async () => {
    await bot.stop();
    await workspace.stop();
    process.exit();
  };
  process.once("SIGINT", () => void end());
  process.once("SIGTERM", () => void end());
  page = await bundlePage();
  await workspace.waitFor((w) => w.connected(), { timeoutMs: 120_000, what: "Fermata to connect" });
  const answers = practice ? "the practice model (no key is set)" : "your own model service";
  process.stdout.write(
    `It answers with ${answers}. Ctrl+C ends it; what happened stays in .playground.\n`,
  );
  const seconds = (performance.now() / 1000).toFixed(1);
  const megabytes = await memoryMb();
  process.stdout.write(
    `Started in ${seconds} s; all processes together hold ${megabytes ?? "?"} MB.\n`,
  );
  process.stdout.write(`ready ${origin}\n`);
}

function isOwn(given: string | undefined, origin: string): boolean {
  return (
    given === undefined || given === origin || given === origin.replace("127.0.0.1", "localhost")
  );
}

await playground().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
