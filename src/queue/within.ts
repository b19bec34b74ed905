import { fail, hasCode } from "../errors.js";

/** Waits for the queue's word, not for ever: without its server a command would wait in memory. Else QUEUE_UNREACHABLE. */
export async function within<T>(asked: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(fail("QUEUE_UNREACHABLE")), timeoutMs);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (cause) {
    if (hasCode(cause, "POOL_IN_TRANSACTION")) throw cause;
    throw fail("QUEUE_UNREACHABLE", { cause });
  } finally {
    clearTimeout(timer);
  }
}
