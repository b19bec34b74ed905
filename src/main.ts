import { doctor } from "./app/doctor/command.js";
import { type Role, startApp } from "./app.js";
import { readConfig } from "./config.js";
import { FermataError } from "./errors.js";

const roles: Record<string, Role> = { start: "all", bot: "bot", worker: "worker" };

/** The command line: `start` (bot and worker in one process), `bot`, `worker`, `doctor`. */
export async function main(args: string[]): Promise<void> {
  if (args[0] === "doctor") {
    const { text, exitCode } = await doctor(args.slice(1));
    // A server that never answered must not keep this process.
    process.stdout.write(text, () => process.exit(exitCode));
    return;
  }
  const role = roles[args[0] ?? "start"];
  if (!role) {
    process.stderr.write(`"${args[0]}" is not a command. Use start, bot, worker or doctor.\n`);
    process.exitCode = 2;
    return;
  }
  try {
    const app = await startApp(readConfig(), role);
    const end = (): void => {
      app.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.once("SIGTERM", end);
    process.once("SIGINT", end);
  } catch (error) {
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
