/** One file in jest's JSON, as far as the runner reads it; `name` is its whole path. */
export interface FileResult {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
}

/** What one run of jest came to; `late` says in words why it was stopped, or is empty. */
export interface JestRun {
  ok: boolean;
  late: string;
  files: FileResult[] | null;
}

/** Counts of tests, and a line for each file that passed only when run again. */
export function runSuite(
  suite: { name: string; workers: number; limitMinutes: number; runsAgain: boolean },
  given: {
    runJest: (run: { name: string; args: string[]; limitMs: number }) => Promise<JestRun>;
    leftMs: () => number;
    print: (line: string) => void;
    only?: string;
  },
): Promise<{ passed: number; failed: number; skipped: number; unsteady: string[] }>;
