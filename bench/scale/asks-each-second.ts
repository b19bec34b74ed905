import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

const program = `
  import pg from "pg";
  const client = new pg.Client({ connectionString: process.argv[2] });
  await client.connect();
  setInterval(() => void client.query("select 1"), 1_000);
  process.once("disconnect", () => process.exit(0));
  process.send("ready");
`;

/** A process that does nothing but ask the database for a 1 once a second: what being there costs on this machine. */
export async function asksEachSecond(databaseUrl: string): Promise<ChildProcess> {
  const child = fork("bare", [databaseUrl], {
    execPath: process.execPath,
    execArgv: ["--input-type=module", "-e", program],
  });
  await once(child, "message");
  return child;
}
