import { join } from "node:path";
import { credentials } from "./seed/ids.js";

/** What the bot is told: Slack is here; without a key of yours, so is the model. */
export function botEnv(options: {
  base: NodeJS.ProcessEnv;
  origin: string;
  apiUrl: string;
  stateDir: string;
  port: number;
  configFile: string;
}): { env: NodeJS.ProcessEnv; practice: boolean } {
  const { base, origin } = options;
  const practice = !base["OPENAI_API_KEY"] && !base["OPENAI_BASE_URL"];
  const env: NodeJS.ProcessEnv = {
    ...base,
    SLACK_BOT_TOKEN: credentials.botToken,
    SLACK_APP_TOKEN: credentials.appToken,
    SLACK_API_URL: options.apiUrl,
    PLAYGROUND_ORIGIN: origin,
    PORT: String(options.port),
    DATA_DIR: join(options.stateDir, "bot"),
    FERMATA_CONFIG: options.configFile,
    // The playground is a world of its own: it never touches a database or queue of yours.
    DATABASE_URL: "",
    REDIS_URL: "",
    SLACK_SIGNING_SECRET: "",
    LOG_LEVEL: base["LOG_LEVEL"] || "warn",
  };
  if (practice) {
    Object.assign(env, {
      OPENAI_API_KEY: "practice",
      OPENAI_BASE_URL: `${origin}/v1`,
      MODEL_FAST: "practice",
      MODEL_STRONG: "practice",
    });
  }
  return { env, practice };
}
