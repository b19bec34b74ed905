import type { OnCall } from "../../src/policy/ports.js";
import { readSettings } from "../../src/config.js";
import { readOnCall } from "../../src/config/on-call.js";
import { explainPolicy } from "../../src/app/explain/command.js";

/** What `policy explain` prints for a config file, without Slack; `files` stand beside it. */
export async function explained(
  config: string,
  words: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<{ text: string; exitCode: number; problems: string[] }> {
  const settings = readSettings({}, (path) =>
    path === "fermata.config.yml" ? config : files[path],
  );
  const onCall: OnCall = {
    async entries(path) {
      const read = readOnCall(path, files[path] ?? "");
      return read.ok ? read.entries : [];
    },
  };
  const now = new Date("2026-11-20T10:00:00Z");
  const problems = settings.problems.map(({ what }) => what);
  return {
    ...(await explainPolicy(words, { settings, onCall, now })),
    problems: problems.filter((what) => /^(fermata\.config\.yml|policy\.)/.test(what)),
  };
}
