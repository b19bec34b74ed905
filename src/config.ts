import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { LimitSettings, ModelSettings } from "./config/limits.js";
import { onCallProblems } from "./config/on-call.js";
import { PolicyFile, UserId } from "./domain/policy-file.js";
import { FermataError, fail } from "./errors.js";

const usd = z.number().positive();

/** The one file an operator edits; every part has a default. Money in US dollars. */
export const FileConfig = z.strictObject({
  operator: z
    .strictObject({ runBy: z.string().default(""), admins: z.array(UserId).default([]) })
    .prefault({}),
  policy: PolicyFile.prefault({}),
  budgets: z.strictObject({ perRunUsd: usd.default(1), perDayUsd: usd.default(20) }).prefault({}),
  models: ModelSettings.prefault({}),
  waiting: z
    .strictObject({
      approveWorkingDays: z.number().min(0.01).max(60).default(3),
      questionMinutes: z.number().min(1).max(10_080).default(60),
      undoSeconds: z.number().min(0).max(600).default(10),
      workingHours: z
        .strictObject({ from: z.number().min(0).max(23), to: z.number().min(1).max(24) })
        .refine((hours) => hours.from < hours.to, "from must be before to")
        .default({ from: 9, to: 17 }),
    })
    .prefault({}),
  standingRules: z
    .strictObject({
      offerAfter: z.number().int().min(0).max(50).default(5),
      days: z.number().int().min(1).max(365).default(30),
    })
    .prefault({}),
  limits: LimitSettings.prefault({}),
  retention: z.strictObject({ keepDays: z.number().int().min(1).default(90) }).prefault({}),
});
export type FileConfig = z.infer<typeof FileConfig>;

const blank = (value: unknown) => (value === "" ? undefined : value);
const text = z.preprocess(blank, z.string().optional());
const url = z.preprocess(blank, z.url("must be an address such as https://example.com").optional());

/** A token of the wrong kind is mostly the other one: then the reader is told which it is. */
const wrongKind = (prefix: string) => (issue: { input?: unknown }) => {
  const given = String(issue.input);
  const kind = Object.entries(tokenKinds).find(([start]) => given.startsWith(start))?.[1];
  return `must start with ${prefix}${kind ? `; this is ${kind}` : ""}: ${whereToFind[prefix]}`;
};
const tokenKinds: Record<string, string> = {
  "xoxb-": "the bot token",
  "xapp-": "the app-level token",
  "xoxp-": "a user's token",
  xoxe: "a token that rotates; switch token rotation off",
};
const whereToFind: Record<string, string> = {
  "xoxb-": "copy the Bot User OAuth Token from your app's page Install App",
  "xapp-":
    "generate one under Basic Information, App-Level Tokens, with the scope connections:write",
};

const Variables = z.object({
  SLACK_BOT_TOKEN: z.preprocess(
    blank,
    z
      .string("is missing: copy the Bot User OAuth Token from your app's page Install App")
      .startsWith("xoxb-", { error: wrongKind("xoxb-") }),
  ),
  SLACK_APP_TOKEN: z.preprocess(
    blank,
    z
      .string()
      .startsWith("xapp-", { error: wrongKind("xapp-") })
      .optional(),
  ),
  SLACK_SIGNING_SECRET: text,
  PORT: z.preprocess(blank, z.coerce.number().int().min(0).max(65_535).default(3000)),
  SLACK_API_URL: z.preprocess(blank, z.url().default("https://slack.com/api/")),
  OPENAI_API_KEY: z.preprocess(
    blank,
    z.string(
      "is missing: take a key of your model service, or any value where the server needs none",
    ),
  ),
  OPENAI_BASE_URL: url,
  MODEL_FAST: z.preprocess(blank, z.string().default("gpt-5-mini")),
  MODEL_STRONG: z.preprocess(blank, z.string().default("gpt-5")),
  PLAYGROUND_ORIGIN: url,
  DATABASE_URL: text,
  REDIS_URL: text,
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_SERVICE_NAME: z.preprocess(blank, z.string().default("fermata")),
  DATA_DIR: z.preprocess(blank, z.string().default(".fermata")),
  FERMATA_CONFIG: z.preprocess(blank, z.string().default("fermata.config.yml")),
  LOG_LEVEL: z.preprocess(
    blank,
    z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  ),
});

type Variables = z.infer<typeof Variables>;

/** Everything that can be set, parsed and frozen. */
export interface Config {
  slack: {
    botToken: string;
    /** Socket Mode when there is no signing secret. */
    appToken: string | undefined;
    signingSecret: string | undefined;
    apiUrl: string;
  };
  port: number;
  model: { apiKey: string; baseUrl: string | undefined; fast: string; strong: string };
  playgroundOrigin: string | undefined;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  dataDir: string;
  /** Where spans go; absent: nothing is traced, and nothing of it is loaded. */
  traces?: { endpoint: string; serviceName: string } | undefined;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  file: FileConfig;
  /** Where the config file stands; the files that it names stand beside it. */
  fileFolder: string;
}

/** What is wrong with one setting, and what to do about it. */
export interface SettingProblem {
  what: string;
  fix: string;
}

/** All that could be read of the settings, and every problem with the rest. */
export interface Settings {
  /** Each variable that is valid, by its name. */
  values: Partial<Variables>;
  /** The config file's path, as it was given. */
  path: string;
  file: FileConfig | undefined;
  problems: SettingProblem[];
}

/** Reads each setting by itself, so that one that is wrong hides no other. */
export function readSettings(env: NodeJS.ProcessEnv = process.env, readFile = readText): Settings {
  const problems: SettingProblem[] = [];
  const values: Record<string, unknown> = {};
  const failed = new Set<string>();
  for (const [name, schema] of Object.entries(Variables.shape)) {
    const read = schema.safeParse(env[name]);
    if (read.success) values[name] = read.data;
    else failed.add(name);
    for (const issue of read.error?.issues ?? []) {
      problems.push(problem(`${name} ${issue.message}`, "look at its line in .env.example"));
    }
  }
  const path = env["FERMATA_CONFIG"] || "fermata.config.yml";
  const file = readFileConfig(path, readFile, problems);
  problems.push(...crossChecks(values, failed));
  return { values, path, file, problems };
}

/**
 * Reads settings from variables and the config file, or throws one `CONFIG_INVALID` that lists every
 * problem with its fix.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, readFile = readText): Config {
  const { values, path, file, problems } = readSettings(env, readFile);
  if (problems.length > 0 || !file) {
    const lines = problems.map(({ what, fix }) => `\n  - ${what}: ${fix}`);
    throw fail("CONFIG_INVALID", { detail: lines.join("") });
  }
  const v = Variables.parse(values);
  return Object.freeze({
    slack: {
      botToken: v.SLACK_BOT_TOKEN,
      appToken: v.SLACK_APP_TOKEN,
      signingSecret: v.SLACK_SIGNING_SECRET,
      apiUrl: v.SLACK_API_URL,
    },
    port: v.PORT,
    model: {
      apiKey: v.OPENAI_API_KEY,
      baseUrl: v.OPENAI_BASE_URL,
      fast: v.MODEL_FAST,
      strong: v.MODEL_STRONG,
    },
    playgroundOrigin: v.PLAYGROUND_ORIGIN,
    databaseUrl: v.DATABASE_URL,
    redisUrl: v.REDIS_URL,
    dataDir: v.DATA_DIR,
    traces:
      v.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : { endpoint: v.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: v.OTEL_SERVICE_NAME },
    logLevel: v.LOG_LEVEL,
    file,
    fileFolder: dirname(path),
  });
}

/** Messages say "what is wrong: what to do"; the ones of the schema library say only the first. */
function problem(message: string, otherwise: string): SettingProblem {
  const at = message.indexOf(": ");
  if (at < 0) return { what: message, fix: otherwise };
  return { what: message.slice(0, at), fix: message.slice(at + 2) };
}

function crossChecks(v: Partial<Variables>, failed: ReadonlySet<string>): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const appToken = v.SLACK_APP_TOKEN ?? failed.has("SLACK_APP_TOKEN");
  if (!appToken && !v.SLACK_SIGNING_SECRET) {
    problems.push({
      what: "SLACK_APP_TOKEN is missing",
      fix: `${whereToFind["xapp-"]} (or set SLACK_SIGNING_SECRET for HTTP)`,
    });
  }
  const { PLAYGROUND_ORIGIN: origin, SLACK_API_URL: api } = v;
  if (origin && api && new URL(origin).origin !== new URL(api).origin) {
    problems.push({
      what: "PLAYGROUND_ORIGIN must be the origin of SLACK_API_URL",
      fix: "unset it outside the playground",
    });
  }
  return problems;
}

function readFileConfig(
  path: string,
  readFile: (path: string) => string | undefined,
  problems: SettingProblem[],
): FileConfig | undefined {
  const otherwise = "look at its line in fermata.config.yml, or leave it out";
  try {
    const parsed = FileConfig.safeParse(parseYaml(readFile(path) ?? "") ?? {});
    if (parsed.success) {
      problems.push(...onCallProblems(parsed.data.policy, dirname(path), readFile));
      return parsed.data;
    }
    for (const issue of parsed.error.issues) {
      const { what, fix } = problem(issue.message, otherwise);
      problems.push({ what: `${path}, ${issue.path.join(".") || "the file"}: ${what}`, fix });
    }
  } catch (error) {
    if (error instanceof FermataError) throw error;
    // Its first line says where; the rest draws the place.
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unreadable";
    problems.push({
      what: `${path} cannot be read: ${why.replace(/:$/, "")}`,
      fix: "mend that line; two spaces a level, no tabs",
    });
  }
  return undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    // No file means all defaults; any other problem must be seen.
    const code = typeof error === "object" && error && "code" in error ? error.code : null;
    if (code === "ENOENT") return undefined;
    throw error;
  }
}
