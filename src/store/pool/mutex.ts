/** Waits for its turn, first come first served, and gives the function that ends the turn. */
export type Lock = () => Promise<() => void>;

/** A lock that one caller at a time holds, in the order of asking. */
export function createMutex(): Lock {
  let tail: Promise<void> = Promise.resolve();
  return async () => {
    let free!: () => void;
    const before = tail;
    tail = new Promise<void>((resolve) => (free = resolve));
    await before;
    return free;
  };
}
