/** What a bench found wrong, kept beside what it measured: one part that fails does not throw the others away. */
export interface Phases {
  broken: string[];
  /** Notes the sentence where it is not so. */
  keep: (isSo: boolean, sentence: string) => void;
  /** Does one part; undefined where it failed, and then why is among what is broken. */
  phase<T>(what: string, work: () => Promise<T>): Promise<T | undefined>;
}

/** Begins with nothing broken; `name` stands before each sentence. */
export function createPhases(name: string): Phases {
  const broken: string[] = [];
  return {
    broken,
    keep(isSo, sentence) {
      if (!isSo) broken.push(`${name}: ${sentence}`);
    },
    async phase(what, work) {
      try {
        return await work();
      } catch (error) {
        const [first = "", ...rest] = (
          error instanceof Error ? error.message : String(error)
        ).split("\n");
        console.error([`${name}, ${what}: ${first}`, ...rest.slice(0, 10)].join("\n"));
        broken.push(`${name}: ${what} could not be measured: ${first}`);
        return undefined;
      }
    },
  };
}
