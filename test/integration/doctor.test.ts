import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, people } from "../../playground/seed/ids.js";
import type { Clock } from "../../src/clock.js";
import { lockDataDir } from "../../src/store/data-dir-lock.js";
import { lastLine, startWellSetup, type WellSetup } from "../support/well-setup.js";
import { root } from "../tree.js";

let well: WellSetup;
beforeAll(async () => {
  well = await startWellSetup();
});
afterAll(() => well.stop());

interface Plant {
  changes?: Record<string, string>;
  clock?: Clock;
  undo?: () => unknown;
}

/** A server that answers nothing; its port is taken. */
async function listening(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function closedPort(): Promise<number> {
  const server = await listening();
  await server.close();
  return server.port;
}

const others = ["chat:write", "im:history", "app_mentions:read"];
const minutesFast = (minutes: number): Clock => ({
  now: () => new Date(Date.now() + minutes * 60_000),
});

const planted: [string, () => Promise<Plant> | Plant, string, RegExp, RegExp][] = [
  [
    "a wrong bot token",
    () => ({ changes: { SLACK_BOT_TOKEN: "xoxb-someone-elses" } }),
    "slack_bot_token",
    /Slack does not take this token \(invalid_auth\)/,
    /Bot User OAuth Token .* SLACK_BOT_TOKEN/,
  ],
  [
    "the app token in the place of the bot token",
    () => ({ changes: { SLACK_BOT_TOKEN: credentials.appToken } }),
    "settings",
    /SLACK_BOT_TOKEN must start with xoxb-; this is the app-level token/,
    /Bot User OAuth Token/,
  ],
  [
    "an app token without connections:write",
    () => {
      well.workspace.faults.add({
        method: "apps.connections.open",
        kind: "error",
        error: "missing_scope",
      });
      return { undo: () => well.workspace.faults.clear() };
    },
    "slack_way_in",
    /lacks the scope connections:write/,
    /App-Level Tokens/,
  ],
  [
    "a token in the place of the signing secret",
    () => ({ changes: { SLACK_SIGNING_SECRET: credentials.appToken } }),
    "slack_way_in",
    /SLACK_SIGNING_SECRET holds a token/,
    /Signing Secret from Basic Information/,
  ],
  [
    "missing scopes, each with what it is for",
    async () => ({ changes: { SLACK_API_URL: await well.anotherWorkspace({ scopes: others }) } }),
    "slack_scopes",
    /^reactions:write is missing\. It is for: .*on the request/m,
    /OAuth & Permissions.*install the app again/,
  ],
  [
    "a clock ten minutes fast",
    () => ({ clock: minutesFast(10) }),
    "clock",
    /clock is 10 minutes fast/,
    /NTP/,
  ],
  [
    "a clock ten minutes slow",
    () => ({ clock: minutesFast(-10) }),
    "clock",
    /clock is 10 minutes slow/,
    /NTP/,
  ],
  [
    "Slack out of reach",
    async () => ({
      changes: { SLACK_API_URL: `http://127.0.0.1:${await closedPort()}/api/` },
    }),
    "slack_bot_token",
    /Slack does not answer at http:\/\/127/,
    /firewall, proxy/,
  ],
  [
    "no database at the address",
    async () => ({
      changes: { DATABASE_URL: `postgres://me:hushhush@127.0.0.1:${await closedPort()}/x` },
    }),
    "database",
    /No Postgres answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
    /correct DATABASE_URL/,
  ],
  [
    "no Redis at the address",
    async () => ({
      changes: { REDIS_URL: `redis://me:hushhush@127.0.0.1:${await closedPort()}` },
    }),
    "redis",
    /There is no Redis at redis:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
    /correct REDIS_URL/,
  ],
  [
    "a wrong model key",
    () => ({ changes: { OPENAI_API_KEY: "sk-wrong-canary-55aa00" } }),
    "models",
    /does not take the key \(status 401, invalid_api_key\)/,
    /OPENAI_API_KEY/,
  ],
  [
    "an unknown model id",
    () => ({ changes: { MODEL_STRONG: "gpt-99" } }),
    "models",
    /has no model gpt-99/,
    /Set MODEL_STRONG/,
  ],
  [
    "the model endpoint down",
    async () => ({ changes: { OPENAI_BASE_URL: `http://127.0.0.1:${await closedPort()}/v1` } }),
    "models",
    /does not answer \(network\)/,
    /OPENAI_BASE_URL/,
  ],
  [
    "a model address without /v1",
    () => ({ changes: { OPENAI_BASE_URL: well.env["OPENAI_BASE_URL"]!.replace(/\/v1$/, "") } }),
    "models",
    /There is no model service at/,
    /ends in \/v1/,
  ],
  [
    "broken YAML in the config file",
    () => ({ changes: { FERMATA_CONFIG: well.configFile("policy:\n\tapprovers: []\n") } }),
    "settings",
    /fermata\.config\.yml cannot be read: .*line 2/,
    /no tabs/,
  ],
  [
    "an approver who is no user id",
    () => ({
      changes: { FERMATA_CONFIG: well.configFile("policy: { approvers: ['@priya'] }\n") },
    }),
    "settings",
    /policy\.approvers\.0: must be a Slack user id/,
    /Copy member ID/,
  ],
  [
    "a user group that Slack does not know",
    () => ({
      changes: {
        FERMATA_CONFIG: well.configFile('policy: { sets: { Comms: { group: "@comms" } } }\n'),
      },
    }),
    "policy",
    /policy\.sets\.Comms: Slack knows no user group @comms/,
    /Correct its handle/,
  ],
  [
    "an approver who is nobody",
    () => ({
      changes: { FERMATA_CONFIG: well.configFile("policy: { approvers: [U0NOBODY99] }\n") },
    }),
    "people",
    /policy\.approvers: U0NOBODY99 is nobody in this workspace/,
    /Copy member ID/,
  ],
  [
    "an admin who has left",
    () => ({
      changes: { FERMATA_CONFIG: well.configFile(`operator: { admins: [${people.gone}] }\n`) },
    }),
    "people",
    /operator\.admins: U0GONE0001 .* is switched off/,
    /Copy member ID/,
  ],
  [
    "a config file that is not there",
    () => ({ changes: { FERMATA_CONFIG: "nowhere/fermata.yml" } }),
    "settings",
    /nowhere\/fermata\.yml, which is not there/,
    /FERMATA_CONFIG/,
  ],
  [
    "DATA_DIR in use",
    async () => {
      const lock = await lockDataDir(well.env["DATA_DIR"]!);
      return { undo: () => lock.release() };
    },
    "database",
    /Another process is using/,
    /Stop the other Fermata/,
  ],
  [
    "a taken port",
    async () => {
      const server = await listening();
      return { changes: { PORT: `${server.port}` }, undo: () => server.close() };
    },
    "port",
    /Port \d+ is taken/,
    /set PORT/,
  ],
];

describe("doctor", () => {
  it.each(planted)("finds %s, and nothing else", async (_name, plant, key, what, fix) => {
    const { changes = {}, clock, undo } = await plant();
    try {
      const said = await well.examine(changes, clock);
      expect(said.broken).toEqual([key]);
      expect(said.isWell).toBe(false);
      expect(said.problems.map((one) => one.what).join("\n")).toMatch(what);
      for (const one of said.problems) {
        expect(one.fix).toMatch(fix);
        // People read the list, not the JSON.
        expect(said.text).toContain(`${one.what}\n`);
        expect(said.text).toContain(`\n    fix: ${one.fix}\n`);
      }
      for (const secret of [...well.secrets, ...Object.values(changes).filter(isSecret)]) {
        expect(said.text).not.toContain(secret);
      }
      expect(said.text).not.toContain("hushhush");
    } finally {
      await undo?.();
    }
  });

  it("names every missing scope", async () => {
    const apiUrl = await well.anotherWorkspace({ scopes: others });
    const { problems, text } = await well.examine({ SLACK_API_URL: apiUrl });
    expect(problems.map((one) => one.what).filter((what) => what.startsWith("commands"))).toEqual([
      expect.stringContaining("It is for: /fermata"),
    ]);
    expect(problems.length).toBeGreaterThan(8);
    // The fix is the same for all of them.
    expect(text.match(/^ {4}fix: /gm)).toHaveLength(1);
  });

  it("takes signed HTTP instead of an app token", async () => {
    const said = await well.examine({
      SLACK_APP_TOKEN: "",
      SLACK_SIGNING_SECRET: credentials.signingSecret,
    });
    expect(said.isWell).toBe(true);
    expect(said.text).toContain("signed HTTP at /slack/events");
    expect(said.text).not.toContain(credentials.signingSecret);
  });

  it("says all that is wrong at once, also where nothing could start", async () => {
    const said = await well.examine({
      SLACK_BOT_TOKEN: "",
      OPENAI_API_KEY: "",
      REDIS_URL: "http://127.0.0.1",
      FERMATA_CONFIG: well.configFile("limits: { maxTasks: 99 }\n"),
    });
    expect(said.broken).toEqual(["settings", "redis"]);
    expect(said.problems).toHaveLength(4);
    expect(said.text).toContain("skipped: needs OPENAI_API_KEY");
    expect(said.text).toContain("skipped: needs SLACK_BOT_TOKEN");
  });
});

describe("npm run doctor", () => {
  function run(env: Record<string, string>, ...args: string[]) {
    return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
      // Away from the checkout, whose .env is somebody's own.
      const child = spawn(process.execPath, [join(root, "bin/start.mjs"), "doctor", ...args], {
        cwd: tmpdir(),
        env: { PATH: process.env.PATH ?? "", ...env },
      });
      let out = "";
      let err = "";
      child.stdout.on("data", (data: Buffer) => (out += data.toString()));
      child.stderr.on("data", (data: Buffer) => (err += data.toString()));
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, out, err }));
    });
  }

  it("ends with 0 where all is well, and with the figures in one line", async () => {
    const path = well.configFile(`policy: { approvers: [${people.priya}] }\n`);
    const { code, out, err } = await run({ ...well.env, FERMATA_CONFIG: path });
    expect(lastLine(out)).toEqual({ broken: [], problems: [] });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ok {2}Slack bot token: +Acme, as @fermata$/m);
    expect(out).toMatch(/^ok {2}People: +Priya/m);
    expect(out).toMatch(
      /^ok {2}Models: +gpt-5-mini and gpt-5 answer; asking cost less than a cent$/m,
    );
    expect(out).not.toMatch(/^(!!|--)/m);
    for (const secret of well.secrets) expect(out).not.toContain(secret);
  });

  it("ends with 1 where something is wrong", async () => {
    const { code, out } = await run({ ...well.env, SLACK_BOT_TOKEN: "xoxb-someone-elses" });
    expect(code).toBe(1);
    expect(lastLine(out).broken).toEqual(["slack_bot_token"]);
  });

  it("needs no settings for the link", async () => {
    const { code, out } = await run({}, "--link");
    expect(code).toBe(0);
    expect(out).toMatch(/^https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_yaml=\S+\n$/);
  });
});

/** Whether a setting is one that must not be printed. */
function isSecret(value: string): boolean {
  return /^(xox|xapp-|sk-)/.test(value);
}
