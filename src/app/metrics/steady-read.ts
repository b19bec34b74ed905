/**
 * A read for whoever asks often: kept for `keepMs`, asked once at a time, and given up after `limitMs` with null.
 * What hangs is not asked again until it came back, so that an outage piles nothing up.
 */
export function steadyRead<T>(
  read: () => Promise<T>,
  { keepMs, limitMs }: { keepMs: number; limitMs: number },
): () => Promise<T | null> {
  let kept: { value: T; atMs: number } | null = null;
  let pending: Promise<T | null> | null = null;
  const ask = async (): Promise<T | null> => {
    try {
      const value = await read();
      kept = { value, atMs: performance.now() };
      return value;
    } catch {
      // The reader is told by null; why it is so stands in the log of the pool.
      return null;
    } finally {
      pending = null;
    }
  };
  return async () => {
    if (kept && performance.now() - kept.atMs < keepMs) return kept.value;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, limitMs, null);
    });
    try {
      return await Promise.race([(pending ??= ask()), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
