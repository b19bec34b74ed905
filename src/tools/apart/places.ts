/** Places that are taken one or more at a time, by whoever came first. */
export interface Places {
  /** Resolves when so many are free, and takes them. */
  take(count: number): Promise<void>;
  give(count: number): void;
}

/** Makes so many places. Who needs several is not overtaken by those who need one, so it comes to its turn. */
export function createPlaces(most: number): Places {
  const waiting: { count: number; go: () => void }[] = [];
  let free = most;

  function next(): void {
    for (let first = waiting[0]; first && first.count <= free; first = waiting[0]) {
      waiting.shift();
      free -= first.count;
      first.go();
    }
  }

  return {
    take(count) {
      return new Promise((go) => {
        waiting.push({ count, go });
        next();
      });
    },
    give(count) {
      free += count;
      next();
    },
  };
}
