import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type App, startApp } from "../../src/app.js";
import { silentLog } from "../../src/log.js";
import { freshDataDir } from "../support/data-dir.js";
import { forge } from "../support/forged.js";
import { fastPace, type House, startHouse } from "../support/house.js";
import {
  ask,
  type Asked,
  cardWith,
  fromBot,
  held,
  press,
  read,
  resultOf,
} from "../support/steps.js";
import { readRoot, root } from "../tree.js";
import { borrowDatabase, describeWith } from "./servers.js";

const execute = promisify(execFile);
const options = { log: silentLog, pace: fastPace, sweepEveryMs: 100 };

/** Runs a block of the documentation as it stands there, in the root of the project. */
async function documented(name: string, env: Record<string, string>): Promise<void> {
  const block = new RegExp(`^\`\`\`sh ${name}\\n([\\s\\S]*?)\`\`\`$`, "m");
  const commands = block.exec(readRoot("docs/operations.md"))?.[1] ?? "exit 9";
  const { PATH = "", HOME = "" } = process.env;
  await execute("bash", ["-euc", commands], { cwd: root, env: { PATH, HOME, ...env } });
}

/** The settings of this house as an operator's shell has them. */
function envOf(house: House, backup: string): Record<string, string> {
  const { slack, model, dataDir, databaseUrl } = house.config;
  return {
    BACKUP: backup,
    DATA_DIR: dataDir,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken ?? "",
    SLACK_API_URL: slack.apiUrl,
    OPENAI_API_KEY: model.apiKey,
    FERMATA_CONFIG: "none.yml",
  };
}

/** Two jobs that wait for Priya. */
async function twoWaiting(house: House): Promise<{ at: Asked; callId: string }[]> {
  const { workspace } = house;
  const jobs: { at: Asked; callId: string }[] = [];
  for (const nth of [1, 2]) {
    const at = ask(workspace, `brief ${nth} from this thread; ask Priya to approve`);
    const card = await cardWith(workspace, at, "call.approve");
    await held(house, at);
    jobs.push({ at, callId: /call_[0-9a-f]{32}/.exec(JSON.stringify(card.blocks))?.[0] ?? "" });
  }
  return jobs;
}

const results = (house: House, at: Asked) =>
  fromBot(house.workspace, at).filter((message) => /brief is done/.test(read(message)));

/** After the backup the first job goes on to its end; after the restore both have to. */
async function goesOn(
  house: House,
  [first, second]: { at: Asked; callId: string }[],
  app: App,
): Promise<void> {
  if (!first || !second) throw new Error("Two jobs wait.");
  const { workspace } = house;
  // Its answer is forgotten, its card in Slack is settled: a press from Home comes with the call's id.
  const before = fromBot(workspace, first.at).map((message) => message.ts);
  const { channel, thread: threadTs } = first.at;
  const actionId = "call.approve";
  const known = workspace.calls.length;
  await forge(workspace, { user: "priya", channel, threadTs, actionId, value: first.callId });
  // The result is looked for, or it comes a second time.
  await workspace.waitFor(
    (w) =>
      w.calls.slice(known).find(({ method, args }) => {
        if (method === "conversations.replies") return JSON.stringify(args).includes("metadata");
        return method === "chat.postMessage" && /brief is done/.test(JSON.stringify(args));
      }),
    { timeoutMs: 45_000, what: "the first job to end again" },
  );
  await app.outbound?.idle();
  expect(fromBot(workspace, first.at).map((message) => message.ts)).toEqual(before);
  expect(results(house, first.at)).toHaveLength(1);
  // The other one waited all the time: nobody notices.
  const card = await cardWith(workspace, second.at, "call.approve");
  await press(workspace, second.at, "priya", card, "call.approve");
  await resultOf(workspace, second.at);
  await app.outbound?.idle();
  expect(results(house, second.at)).toHaveLength(1);
  const stateOf = async (callId: string) => (await app.store.read.calls.get(callId))?.status;
  expect([await stateOf(first.callId), await stateOf(second.callId)]).toEqual([
    "decided",
    "decided",
  ]);
}

async function finishFirst(house: House, jobs: { at: Asked }[], app: App): Promise<void> {
  const at = jobs[0]?.at;
  if (!at) throw new Error("A job waits.");
  await press(
    house.workspace,
    at,
    "priya",
    await cardWith(house.workspace, at, "call.approve"),
    "call.approve",
  );
  await resultOf(house.workspace, at);
  await app.outbound?.idle();
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fermata-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describeWith("postgres", "a backup, with the commands of the documentation", () => {
  it("is put back on an empty server: jobs go on, and nothing is said twice", async () => {
    const [from, to] = [await borrowDatabase(), await borrowDatabase()];
    const backup = path.join(folder, "fermata.dump");
    const house = await startHouse({ config: { databaseUrl: from.url }, options });
    try {
      const jobs = await twoWaiting(house);
      await documented("backup-postgres", envOf(house, backup));
      await finishFirst(house, jobs, house.app);
      await house.app.stop();

      const moved = { ...house.config, databaseUrl: to.url };
      await documented("restore-postgres", envOf({ ...house, config: moved }, backup));
      const app = await startApp(moved, "all", options);
      try {
        await goesOn(house, jobs, app);
      } finally {
        await app.stop();
      }
    } finally {
      await house.stop();
      await from.drop();
      await to.drop();
    }
  }, 180_000);
});

describe("a backup of the embedded store, with the commands of the documentation", () => {
  it("takes the place of a torn folder: jobs go on, and nothing is said twice", async () => {
    const dataDir = await freshDataDir();
    const backup = path.join(folder, "fermata.tgz");
    const house = await startHouse({ config: { dataDir }, options });
    try {
      const jobs = await twoWaiting(house);
      await house.app.stop();
      await documented("backup-embedded", envOf(house, backup));
      const later = await startApp(house.config, "all", options);
      await finishFirst(house, jobs, later);
      await later.stop();

      rmSync(path.join(dataDir, "pg", "global", "pg_control"));
      await expect(startApp(house.config, "all", options)).rejects.toMatchObject({
        code: "DATA_DIR_TORN",
        next: expect.stringContaining("docs/operations.md"),
      });
      await documented("restore-embedded", envOf(house, backup));
      const app = await startApp(house.config, "all", options);
      try {
        await goesOn(house, jobs, app);
      } finally {
        await app.stop();
      }
    } finally {
      await house.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 180_000);
});
