/** Lets the first call of a method go alone, so that a workspace without it refuses one call and not a burst. */
export interface FirstCall {
  /** Runs `call` at once if the method is known to work, else after whoever tries it first. */
  run<T>(method: string, call: () => Promise<T>): Promise<T>;
  /** The method answered: it is there. */
  works(method: string): void;
}

/** Remembers in memory which methods answered. */
export function createFirstCall(): FirstCall {
  const working = new Set<string>();
  const trying = new Map<string, Promise<unknown>>();
  return {
    async run(method, call) {
      if (working.has(method)) return call();
      const mine = (trying.get(method) ?? Promise.resolve()).then(call);
      const settled = mine.catch(() => undefined);
      trying.set(method, settled);
      return mine.finally(() => {
        if (trying.get(method) === settled) trying.delete(method);
      });
    },
    works: (method) => void working.add(method),
  };
}
