import { parse } from "yaml";
import { FileConfig, readConfig, readSettings } from "../../src/config.js";
import { readRoot } from "../tree.js";

const example = readRoot(".env.example").split("\n");

describe("the example settings", () => {
  it("name each variable that is read, and no other", () => {
    const named = example.flatMap((line) => /^(?:# )?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
    const read = [...readRoot("src/config.ts").matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)];
    expect(named.sort()).toEqual(read.map((match) => match[1] ?? "").sort());
  });

  it("show the defaults", () => {
    const given = example.flatMap((line) => {
      const match = /^([A-Z][A-Z0-9_]+)=(.*)$/.exec(line);
      return match ? [[match[1] ?? "", match[2] ?? ""] as const] : [];
    });
    const must = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", OPENAI_API_KEY: "k" };
    const nothing = () => undefined;
    const withExample = readConfig({ ...Object.fromEntries(given), ...must }, nothing);
    expect(withExample).toEqual(readConfig(must, nothing));
  });

  it("say what is missing when nothing is filled in", () => {
    expect(() => readConfig({}, () => undefined)).toThrow(/OPENAI_API_KEY is missing/);
  });
});

describe("settings", () => {
  it("that are wrong hide no others", () => {
    const { values, file, problems } = readSettings(
      { SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xoxb-1", PORT: "99999", LOG_LEVEL: "debug" },
      () => "nonsense: true",
    );
    expect(values.LOG_LEVEL).toBe("debug");
    expect(file).toBeUndefined();
    expect(problems.map(({ what }) => what.split(/[ ,]/)[0])).toEqual([
      "SLACK_BOT_TOKEN",
      "SLACK_APP_TOKEN",
      "PORT",
      "OPENAI_API_KEY",
      "fermata.config.yml",
    ]);
    expect(problems[1]).toEqual({
      what: "SLACK_APP_TOKEN must start with xapp-; this is the bot token",
      fix: expect.stringContaining("connections:write"),
    });
    for (const { fix } of problems) expect(fix).not.toBe("");
  });
});

describe("fermata.config.yml", () => {
  const text = readRoot("fermata.config.yml");

  it("holds every setting with its default", () => {
    expect(parse(text)).toEqual(FileConfig.parse({}));
  });

  it("explains every part", () => {
    for (const part of Object.keys(FileConfig.shape)) {
      expect(text).toMatch(new RegExp(`# .+\\n${part}:|${part}:\\n {2}# `));
    }
  });
});
