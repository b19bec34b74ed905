import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const ANSWER_WITHIN_MS = 2_000;
const Own = z.url({ hostname: /^127\.0\.0\.1$/, protocol: /^http$/ });
const Status = z.object({ stateDir: z.string() });

/** The address of the playground that runs on this folder, or null; what a killed one left counts for nothing. */
export async function runningOn(stateDir: string): Promise<string | null> {
  const left = await readFile(join(stateDir, "address"), "utf8").catch(() => "");
  const origin = Own.safeParse(left);
  if (!origin.success) return null;
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(new URL("/control/status", origin.data), { signal });
    return Status.parse(await answer.json()).stateDir === stateDir ? origin.data : null;
  } catch {
    return null;
  }
}

/** Leaves word where the playground on this folder answers. */
export async function leaveAddress(stateDir: string, origin: string): Promise<void> {
  await writeFile(join(stateDir, "address"), origin);
}
