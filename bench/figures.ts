/** Figures of one bench, as they are printed and as they end in its line of JSON. */
export type Figures = { [name: string]: number | string | boolean | null | Figures };

/** What a bench found, and in plain sentences which promises it broke. */
export interface Report {
  figures: Figures;
  broken: string[];
}

/** The value below which a share (0 to 1) of the values lies; 0 for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** One digit after the point, for milliseconds and rates. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Median, 99th percentile and greatest of times in milliseconds. */
export function spread(timesMs: readonly number[]): {
  count: number;
  p50: number;
  p99: number;
  max: number;
} {
  return {
    count: timesMs.length,
    p50: tenth(quantile(timesMs, 0.5)),
    p99: tenth(quantile(timesMs, 0.99)),
    max: tenth(quantile(timesMs, 1)),
  };
}
