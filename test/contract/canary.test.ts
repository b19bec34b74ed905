import { rmSync } from "node:fs";
import { examine } from "../../src/app/doctor/doctor.js";
import { type Config, readSettings } from "../../src/config.js";
import { createLog } from "../../src/log.js";
import { credentials } from "../../playground/seed/ids.js";
import { ownRedisMissing, startOwnRedis } from "../faults/harness/own-redis.js";
import { allRows } from "../support/all-rows.js";
import { freshDataDir } from "../support/data-dir.js";
import { startEchoingFront } from "../support/echoing-front.js";
import { fastPace, startHouse } from "../support/house.js";
import { approved, askForPost, cardSays } from "../support/posting.js";
import { redisTexts } from "../support/redis-texts.js";
import { confirmed } from "../support/schedule-steps.js";
import { startSpanReceiver } from "../support/span-receiver.js";
import { ask, cardWith, fill, press, resultOf } from "../support/steps.js";
import { borrowDatabase, describeFor, describeWith } from "./servers.js";

const secrets = {
  botToken: credentials.botToken,
  appToken: credentials.appToken,
  signingSecret: credentials.signingSecret,
  apiKey: "sk-canary-4f1d77-model",
  // No shape that the log would know: only that it is never said keeps it out.
  databasePassword: "canary-91ab-database",
  redisPassword: "canary-77ce-redis",
};
/** What people, pages and the model write; none of it is for the log, the numbers or the traces. */
const texts = /Atlas|marigold|Priya|Maya|periwinkle|pages\/launch|rollback plan/;

/** What the doctor prints about these servers, with every secret set. */
async function doctorSays(servers: Record<string, string>): Promise<string> {
  const settings = readSettings({
    ...servers,
    SLACK_BOT_TOKEN: secrets.botToken,
    SLACK_APP_TOKEN: secrets.appToken,
    SLACK_SIGNING_SECRET: secrets.signingSecret,
    OPENAI_API_KEY: secrets.apiKey,
  });
  return (await examine(settings)).text;
}

/** A whole job with everything that could make a secret slip out, and all that was left behind by it. */
async function leftBehind(config: Partial<Config>, http: boolean) {
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => void lines.push(line) });
  const receiver = await startSpanReceiver();
  const front = await startEchoingFront(1);
  const { apiKey } = secrets;
  const house = await startHouse({
    workspace: { httpMode: http },
    config: {
      traces: { endpoint: receiver.endpoint, serviceName: "fermata" },
      model: { apiKey, baseUrl: front.baseUrl, fast: "gpt-5-mini", strong: "gpt-5" },
      ...config,
    },
    ...(http ? { slack: { appToken: undefined, signingSecret: secrets.signingSecret } } : {}),
    options: { log, pace: fastPace },
  });
  front.forwardTo(house.model.baseUrl);
  const { workspace } = house;
  const at = (path: string) => `http://127.0.0.1:${house.app.port}${path}`;
  if (http) workspace.useEventsUrl(at("/slack/events"));
  const pages: string[] = [];
  // While everything answers, and when nothing does.
  const doctor: string[] = [];
  const examined = () =>
    doctorSays({
      SLACK_API_URL: workspace.apiUrl,
      OPENAI_BASE_URL: front.baseUrl,
      DATA_DIR: config.dataDir ?? "",
      DATABASE_URL: config.databaseUrl ?? "",
      REDIS_URL: config.redisUrl ?? "",
    });
  try {
    // Slack repeats the token: as a whole error name, and within words.
    for (const error of [credentials.botToken, `no such token ${credentials.botToken}`]) {
      workspace.faults.add({ method: "chat.update", kind: "error", error, times: 1 });
      workspace.faults.add({ method: "reactions.add", kind: "error", error, times: 1 });
    }
    const asked = ask(
      workspace,
      `a marigold brief from this thread and ${workspace.origin}/pages/launch; ask Priya to approve`,
      { files: [{ name: "marigold.md", content: "The rollback plan of Atlas." }] },
    );
    const card = await cardWith(workspace, asked, "call.approve");
    // A private answer that Slack refuses for good keeps why in its row.
    const error = credentials.botToken;
    workspace.faults.add({ method: "chat.postEphemeral", kind: "error", error, times: 1 });
    await press(workspace, asked, "leo", card, "call.approve");
    await workspace.waitFor((w) => w.calls.find((one) => one.method === "chat.postEphemeral"), {
      timeoutMs: 45_000,
      what: "the answer to Leo",
    });
    await fill(workspace, asked, "priya", card, "call.changes", {
      note: "add the periwinkle part",
    });
    const again = await workspace.waitFor(
      (w) =>
        w
          .messages(asked.channel, asked.thread)
          .findLast(
            (one) =>
              one.ts !== card.ts && JSON.stringify(one.blocks ?? []).includes("call.approve"),
          ) ?? null,
      { timeoutMs: 45_000, what: "the changed draft" },
    );
    await press(workspace, asked, "priya", again, "call.approve");
    await resultOf(workspace, asked);
    await confirmed(house, "every weekday at 9, what is new in this thread");
    const posted = askForPost(workspace, " about marigolds");
    const postCard = await approved(workspace, posted);
    await cardSays(workspace, posted, postCard, /\|Posted in #company-news>/);
    await house.app.outbound?.idle();
    doctor.push(await examined());
    for (const page of ["/metrics", "/readyz"]) pages.push(await (await fetch(at(page))).text());
  } finally {
    await house.stop();
    await receiver.stop();
    await front.stop();
  }
  doctor.push(await examined());
  // The client sends its own token with each call; that is how Slack knows us.
  const said = workspace.calls.map((call) => JSON.stringify({ ...call.args, token: "" }));
  return {
    lines,
    pages,
    doctor,
    spans: receiver.bodies,
    said,
    prompts: house.model.asked.map((a) => a.user),
  };
}

function expectNone(places: Record<string, string[]>): void {
  for (const [place, found] of Object.entries(places)) {
    expect({ place, some: found.length > 0 }).toEqual({ place, some: true });
    for (const [name, secret] of Object.entries(secrets)) {
      const hits = found.filter((text) => text.includes(secret)).map((text) => text.slice(0, 300));
      expect({ place, name, hits }).toEqual({ place, name, hits: [] });
    }
  }
}

function expectPlainLines(lines: string[]): void {
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    expect(parsed).toMatchObject({
      level: expect.any(Number),
      time: expect.any(Number),
      msg: expect.any(String),
    });
    expect(line).not.toMatch(texts);
  }
}

describe("secrets and texts, on the embedded store", () => {
  it("are nowhere but where they belong", async () => {
    const dataDir = await freshDataDir();
    try {
      const left = await leftBehind({ dataDir }, false);
      const rows = Object.values(await allRows(dataDir)).flat();
      expectNone({ ...left, rows });
      expectPlainLines(left.lines);
      expect([...left.pages, ...left.spans].filter((text) => texts.test(text))).toEqual([]);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 180_000);
});

describeFor(ownRedisMissing(), "secrets and texts, on Redis", () => {
  describeWith("postgres", "and Postgres, over HTTP", () => {
    it("are nowhere but where they belong", async () => {
      const database = await borrowDatabase();
      const databaseUrl = new URL(database.url);
      databaseUrl.password = secrets.databasePassword;
      const redis = await startOwnRedis({ settings: ["--requirepass", secrets.redisPassword] });
      const redisUrl = `redis://:${secrets.redisPassword}@127.0.0.1:${redis.port}`;
      try {
        const left = await leftBehind({ databaseUrl: databaseUrl.href, redisUrl }, true);
        const rows = Object.values(await allRows("", database.url)).flat();
        expectNone({ ...left, rows, redis: await redisTexts(redisUrl) });
        expectPlainLines(left.lines);
      } finally {
        await redis.remove();
        await database.drop();
      }
    }, 180_000);
  });
});
