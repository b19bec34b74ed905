import { fail } from "../errors.js";
import type { HeldLease } from "./lease.js";

/** Lets a run work for as long as it still may, in ms; then its work ends with `WORK_LIMIT`. */
export async function withinWork(
  leftMs: number,
  lease: Pick<HeldLease, "end" | "ended">,
  work: () => Promise<void>,
): Promise<void> {
  if (leftMs <= 0) throw fail("WORK_LIMIT");
  const timer = setTimeout(() => lease.end("overtime"), leftMs);
  timer.unref();
  try {
    await work();
  } catch (cause) {
    // Whatever the work ended with, it was told to.
    if (lease.ended() === "overtime") throw fail("WORK_LIMIT", { cause });
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}
