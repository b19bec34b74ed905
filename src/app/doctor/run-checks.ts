import { broken, type Check, type Finding } from "./finding.js";

/** One check with what it found. */
export interface Looked {
  check: Pick<Check, "key" | "name">;
  finding: Finding;
}

/** Runs all checks at once, each within its own time limit; a check that throws is a finding too. */
export async function runChecks(checks: readonly Check[]): Promise<Looked[]> {
  return Promise.all(checks.map(async (check) => ({ check, finding: await look(check) })));
}

async function look(check: Check): Promise<Finding> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => {
      resolve(tooLate(check.limitMs));
      limit.abort(new Error("time limit"));
    }, check.limitMs);
  });
  try {
    return await Promise.race([check.look(limit.signal), late]);
  } catch (error) {
    return broken(
      `The check itself failed (${error instanceof Error ? error.name : "?"}).`,
      "Run it again; if it stays, report it with this list.",
    );
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(limitMs: number): Finding {
  return broken(
    `There was no answer within ${Math.round(limitMs / 1000)} seconds.`,
    "Check the network between this machine and that server, then run it again.",
  );
}
