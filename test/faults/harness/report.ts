import { type Counted, sum } from "./checker.js";
import type { AnyCase, SeedResult, Shown } from "./case.js";

/** A case with all its seeds. */
export interface CaseReport {
  one: Pick<AnyCase, "id" | "title">;
  results: SeedResult[];
}

/** One line of the table: seeds that held, and everything that was counted. */
export function lineOf({ one, results }: CaseReport): string {
  const held = results.filter((result) => result.ok).length;
  const seconds = Math.round(results.reduce((all, { tookMs }) => all + tookMs, 0) / 1000);
  const counted = results.flatMap(({ shown }) => shown.counted ?? []);
  const counts = counted.length > 0 ? countsOf(sum(counted)) : "";
  const more = moreOf(results.map(({ shown }) => shown.more ?? {}));
  return [
    results.length === held ? "ok" : "!!",
    one.id,
    one.title.padEnd(58).slice(0, 58),
    `${held}/${results.length}`,
    [counts, more].filter(Boolean).join(", "),
    `${seconds} s`,
  ].join("  ");
}

/** What went wrong, a line a seed, each with the command that runs it again. */
export function wrongOf({ one, results }: CaseReport): string[] {
  return results
    .filter((result) => !result.ok)
    .map(
      ({ seed, wrong }) =>
        `   ${one.id} seed ${seed}: ${wrong.join("; ")}\n   again: npm run faults -- --case ${one.id} --seed ${seed}`,
    );
}

function countsOf(all: Counted): string {
  const ends = [
    `${all.jobs} jobs: ${all.completed} completed`,
    all.failed > 0 && `${all.failed} failed visibly`,
    all.stopped > 0 && `${all.stopped} stopped`,
    `lost ${all.lost}`,
    `stuck ${all.stuck}`,
    `doubled ${all.doubledMessages}/${all.doubledEffects}/${all.doubledDecisions}`,
  ];
  return ends.filter(Boolean).join(", ");
}

/** Figures of the same name, added, or the largest of a `max …`; words as they are. */
function moreOf(all: NonNullable<Shown["more"]>[]): string {
  const total = new Map<string, number | string>();
  for (const figures of all) {
    for (const [name, value] of Object.entries(figures)) {
      const had = total.get(name);
      const isBoth = typeof value === "number" && typeof had === "number";
      const joined = name.startsWith("max ")
        ? Math.max
        : (one: number, other: number) => one + other;
      total.set(name, isBoth ? joined(had, value) : value);
    }
  }
  return [...total].map(([name, value]) => `${name} ${value}`).join(", ");
}
