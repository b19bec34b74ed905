import { appendFileSync } from "node:fs";

/** Says what is left out and why: on the screen, and as a JSON line for the run's summary. */
export function noteSkip(suite: string, reason: string): void {
  process.stdout.write(`left out of ${suite}: ${reason}\n`);
  const file = process.env["FERMATA_SKIPS_FILE"];
  if (file) appendFileSync(file, `${JSON.stringify({ suite, reason })}\n`);
}
