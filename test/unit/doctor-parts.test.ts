import { nodeCheck } from "../../src/app/doctor/checks/node.js";
import { broken, type Check, skipped } from "../../src/app/doctor/finding.js";
import { hideSecrets, placeOf } from "../../src/app/doctor/hide-secrets.js";
import { report } from "../../src/app/doctor/report.js";
import { runChecks } from "../../src/app/doctor/run-checks.js";
import { scopeReasons, scopesOf } from "../../src/app/doctor/scope-reasons.js";
import { readRoot } from "../tree.js";

describe("the list", () => {
  const check = (key: string, name: string) => ({ key, name });
  const { text, isWell } = report(
    [
      {
        check: check("slack_bot_token", "Slack bot token"),
        finding: { state: "ok", says: "Acme, as @fermata", figures: { team: "Acme" } },
      },
      {
        check: check("redis", "Redis"),
        finding: { state: "ok", says: "7.0.15, noeviction", note: "It keeps nothing." },
      },
      {
        check: check("clock", "Clock"),
        finding: broken("It is 10 minutes slow.", "Set it.", { behindSeconds: 600 }),
      },
      { check: check("models", "Models"), finding: skipped("OPENAI_API_KEY") },
    ],
    { seconds: 1.5 },
  );

  it("is aligned, with the fix under what is wrong", () => {
    expect(text.split("\n").slice(0, 8)).toEqual([
      "ok  Slack bot token: Acme, as @fermata",
      "ok  Redis:           7.0.15, noeviction",
      "    note: It keeps nothing.",
      "!!  Clock:           It is 10 minutes slow.",
      "    fix: Set it.",
      "--  Models:          skipped: needs OPENAI_API_KEY",
      "",
      "1 thing to fix.",
    ]);
    expect(isWell).toBe(false);
  });

  it("ends with one line of JSON that holds every figure", () => {
    expect(JSON.parse(text.trimEnd().split("\n").at(-1) ?? "")).toEqual({
      ok: false,
      checks: 4,
      broken: 1,
      skipped: 1,
      problems: 1,
      seconds: 1.5,
      results: {
        slack_bot_token: { state: "ok", says: "Acme, as @fermata", team: "Acme" },
        redis: { state: "ok", says: "7.0.15, noeviction", note: "It keeps nothing." },
        clock: {
          state: "broken",
          behindSeconds: 600,
          problems: [{ what: "It is 10 minutes slow.", fix: "Set it." }],
        },
        models: { state: "skipped", needs: "OPENAI_API_KEY" },
      },
    });
  });
});

describe("running the checks", () => {
  const check = (look: Check["look"]): Check => ({ key: "one", name: "One", limitMs: 20, look });

  it("ends one that never answers, and tells it", async () => {
    let told: AbortSignal | undefined;
    const [looked] = await runChecks([
      check((signal) => {
        told = signal;
        return new Promise(() => undefined);
      }),
    ]);
    expect(looked?.finding).toMatchObject({ state: "broken" });
    expect(told?.aborted).toBe(true);
  });

  it("turns one that throws into a finding without its words", async () => {
    const [looked] = await runChecks([
      check(async () => {
        throw new TypeError("xoxb-secret");
      }),
    ]);
    expect(looked?.finding).toMatchObject({ state: "broken" });
    expect(JSON.stringify(looked)).not.toContain("xoxb");
  });

  it.each([
    ["20.18.3", "broken"],
    ["18.20.0", "broken"],
    ["20.19.0", "ok"],
    ["24.1.0", "ok"],
  ])("finds Node %s %s", async (version, state) => {
    expect((await runChecks([nodeCheck(version)]))[0]?.finding.state).toBe(state);
  });
});

describe("secrets", () => {
  it("are taken out wherever they stand", () => {
    const values = {
      SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5",
      OPENAI_API_KEY: "not-shaped-like-a-key",
      DATABASE_URL: "postgres://fermata:correct%20horse%20battery@db:5432/fermata",
    };
    const text = [...Object.values(values), "correct horse battery", "xoxe.xoxb-1-abc sk-1"].join(
      " ",
    );
    expect(hideSecrets(text, { values })).toBe(
      "… … postgres://…@db:5432/fermata … xoxe.xoxb-… sk-…",
    );
  });

  it("do not take a plain word with them", () => {
    expect(hideSecrets("ollama at host", { values: { OPENAI_API_KEY: "ollama" } })).toBe(
      "ollama at host",
    );
  });

  it("are no part of a place", () => {
    expect(placeOf("redis://me:pw@host:6379/1?password=pw")).toBe("redis://host:6379/1");
    expect(placeOf("me:pw@host")).not.toContain("pw");
  });
});

describe("scopes", () => {
  it("of the manifest all have a reason", () => {
    const reasons = scopeReasons(readRoot("docs/scopes.md"));
    const scopes = scopesOf(readRoot("manifest.yml"));
    expect(scopes.length).toBeGreaterThan(10);
    expect(scopes.filter((scope) => !reasons.get(scope))).toEqual([]);
  });
});
