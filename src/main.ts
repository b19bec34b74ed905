import type { Role } from "./app.js";
import { readConfig } from "./config.js";
import { FermataError } from "./errors.js";

/** Whoever ends us waits ten seconds, and no part may take them all. */
const END_WITHIN_MS = 9_500;
const PART_WITHIN_MS = 5_000;

const roles: Record<string, Role> = { start: "all", bot: "bot", worker: "worker" };

// Each command loads its own part of the house only: most of a start is loading it.
const commands: Record<string, (words: string[]) => Promise<{ text: string; exitCode: number }>> = {
  doctor: async (words) => (await import("./app/doctor/command.js")).doctor(words),
  restored: async () => (await import("./app/restored-command.js")).restored(),
  policy: async (words) => (await import("./app/explain/command.js")).policyCommand(words),
};

/** The command line: `start` (bot and worker in one process), `bot`, `worker`, `doctor`, `policy`, `restored`. */
export async function main(args: string[]): Promise<void> {
  const [name = "start", ...words] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) {
    const { text, exitCode } = await command(words);
    // A server that never answered must not keep this process.
    process.stdout.write(text, () => process.exit(exitCode));
    return;
  }
  const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (!role) {
    process.stderr.write(
      `"${name}" is not a command. Use start, bot, worker, doctor, policy or restored.\n`,
    );
    process.exitCode = 2;
    return;
  }
  let isEnding = false;
  let stop: (stepMs?: number) => Promise<void> = async () => undefined;
  const end = (): void => {
    isEnding = true;
    // What is not handed back by then is taken over when its lease runs out.
    setTimeout(() => {
      process.stderr.write(
        `Fermata did not end within ${END_WITHIN_MS / 1000} s and is cut off.\n`,
      );
      process.exit(1);
    }, END_WITHIN_MS);
    stop(PART_WITHIN_MS).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  // Before the start, which works on jobs long before it is complete where Slack does not take the connection.
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  try {
    const { startApp } = await import("./app.js");
    const { watchEventLoop } = await import("./app/watchdog.js");
    watchEventLoop();
    await startApp(readConfig(), role, { onStop: (given) => (stop = given) });
  } catch (error) {
    // A start that is ended fails, and that is not why Fermata cannot start.
    if (isEnding) return;
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** What an operator reads when it does not start: what is wrong and what to do. */
function explain(error: unknown): string {
  if (error instanceof FermataError) return `Fermata cannot start. ${error.message}\n${error.next}`;
  return `Fermata cannot start. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

await main(process.argv.slice(2));
