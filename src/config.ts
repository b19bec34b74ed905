import { readFileSync } from "node:fs";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { FermataError, fail } from "./errors.js";

const usd = z.number().positive();
const userIds = z.array(
  z.string().regex(/^[UW][A-Z0-9]+$/, "must be Slack user ids such as U0123ABC"),
);

/** The one file an operator edits; every part has a default. Money in US dollars. */
export const FileConfig = z.strictObject({
  operator: z
    .strictObject({ runBy: z.string().default(""), admins: userIds.default([]) })
    .prefault({}),
  policy: z.strictObject({ approvers: userIds.default([]) }).prefault({}),
  budgets: z.strictObject({ perRunUsd: usd.default(1), perDayUsd: usd.default(20) }).prefault({}),
  models: z
    .strictObject({
      /** US dollars per million tokens, by model id. */
      prices: z
        .record(z.string(), z.strictObject({ in: z.number().min(0), out: z.number().min(0) }))
        .default({}),
    })
    .prefault({}),
  waiting: z
    .strictObject({
      approveWorkingDays: z.number().min(0.01).max(60).default(3),
      questionMinutes: z.number().min(1).max(10_080).default(60),
      workingHours: z
        .strictObject({ from: z.number().min(0).max(23), to: z.number().min(1).max(24) })
        .refine((hours) => hours.from < hours.to, "from must be before to")
        .default({ from: 9, to: 17 }),
    })
    .prefault({}),
  limits: z
    .strictObject({
      maxSteps: z.number().int().min(5).max(190).default(150),
      maxTasks: z.number().int().min(1).max(20).default(20),
      maxDraftRounds: z.number().int().min(1).max(5).default(3),
      runsAtOnce: z.number().int().min(1).max(64).default(8),
    })
    .prefault({}),
  retention: z.strictObject({ keepDays: z.number().int().min(1).default(90) }).prefault({}),
});
export type FileConfig = z.infer<typeof FileConfig>;

const blank = (value: unknown) => (value === "" ? undefined : value);
const text = z.preprocess(blank, z.string().optional());
const url = z.preprocess(blank, z.url("must be an address such as https://example.com").optional());

const Variables = z.object({
  SLACK_BOT_TOKEN: z.preprocess(
    blank,
    z
      .string("is missing: the bot token from your app's page Install App")
      .startsWith("xoxb-", "must start with xoxb-"),
  ),
  SLACK_APP_TOKEN: z.preprocess(
    blank,
    z.string().startsWith("xapp-", "must start with xapp-").optional(),
  ),
  SLACK_SIGNING_SECRET: text,
  PORT: z.preprocess(blank, z.coerce.number().int().min(0).max(65_535).default(3000)),
  SLACK_API_URL: z.preprocess(blank, z.url().default("https://slack.com/api/")),
  OPENAI_API_KEY: z.preprocess(
    blank,
    z.string("is missing: a key of your model service; any value where the server needs none"),
  ),
  OPENAI_BASE_URL: url,
  MODEL_FAST: z.preprocess(blank, z.string().default("gpt-5-mini")),
  MODEL_STRONG: z.preprocess(blank, z.string().default("gpt-5")),
  PLAYGROUND_ORIGIN: url,
  DATABASE_URL: text,
  REDIS_URL: text,
  DATA_DIR: z.preprocess(blank, z.string().default(".fermata")),
  FERMATA_CONFIG: z.preprocess(blank, z.string().default("fermata.config.yml")),
  LOG_LEVEL: z.preprocess(
    blank,
    z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  ),
});

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
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  file: FileConfig;
}

/**
 * Reads settings from variables and the config file, or throws one `CONFIG_INVALID` that lists every
 * problem with its fix.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, readFile = readText): Config {
  const problems: string[] = [];
  const variables = Variables.safeParse(env);
  if (!variables.success) {
    for (const issue of variables.error.issues) {
      problems.push(`${issue.path.join(".")} ${issue.message}`);
    }
  }
  const file = readFileConfig(env["FERMATA_CONFIG"] || "fermata.config.yml", readFile, problems);
  if (variables.success) problems.push(...crossChecks(variables.data));
  if (problems.length > 0 || !variables.success || !file) {
    throw fail("CONFIG_INVALID", { detail: problems.map((line) => `\n  - ${line}`).join("") });
  }
  const v = variables.data;
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
    logLevel: v.LOG_LEVEL,
    file,
  });
}

function crossChecks(v: z.infer<typeof Variables>): string[] {
  const problems: string[] = [];
  if (!v.SLACK_APP_TOKEN && !v.SLACK_SIGNING_SECRET) {
    problems.push(
      "SLACK_APP_TOKEN is missing: an app-level token with connections:write (or set SLACK_SIGNING_SECRET for HTTP)",
    );
  }
  if (
    v.PLAYGROUND_ORIGIN &&
    new URL(v.PLAYGROUND_ORIGIN).origin !== new URL(v.SLACK_API_URL).origin
  ) {
    problems.push(
      "PLAYGROUND_ORIGIN must be the origin of SLACK_API_URL; unset it outside the playground",
    );
  }
  return problems;
}

function readFileConfig(
  path: string,
  readFile: (path: string) => string | undefined,
  problems: string[],
): FileConfig | undefined {
  try {
    const parsed = FileConfig.safeParse(parseYaml(readFile(path) ?? "") ?? {});
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      problems.push(`${path}: ${issue.path.join(".") || "the file"}: ${issue.message}`);
    }
  } catch (error) {
    if (error instanceof FermataError) throw error;
    problems.push(
      `${path} is not valid YAML: ${error instanceof Error ? error.message : "unreadable"}`,
    );
  }
  return undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    // No file means all defaults; any other problem must be seen.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
