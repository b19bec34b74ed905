import { existsSync, readFileSync } from "node:fs";

/** What tests left out, as they noted it in this file: a JSON line `{suite, reason}`, or plain words. */
export function leftOut(skipsFile) {
  if (!existsSync(skipsFile)) return [];
  const lines = readFileSync(skipsFile, "utf8").split("\n").filter(Boolean);
  return [...new Set(lines)].map((line) => {
    if (!line.startsWith("{")) return line;
    const { suite, reason } = JSON.parse(line);
    return `left out of ${suite}: ${reason}`;
  });
}

/** The surroundings of a test: a developer's own tokens and databases never reach one. */
export function testEnv(skipsFile) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(SLACK_|OPENAI_|MODEL_|DATABASE_URL|REDIS_URL|DATA_DIR|FERMATA_CONFIG)/.test(name))
      delete env[name];
  }
  const options = [env.NODE_OPTIONS ?? "", "--experimental-vm-modules"];
  options.push("--disable-warning=ExperimentalWarning");
  return { ...env, FERMATA_SKIPS_FILE: skipsFile, NODE_OPTIONS: options.join(" ").trim() };
}
