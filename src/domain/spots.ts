/** A place where two lists differ, with what stands before and after it in the second. */
export interface Spot {
  before: string[];
  removed: string[];
  added: string[];
  after: string[];
}

/**
 * The places where two lists differ; places with at most `close` equal parts between them are one. Null:
 * it would take more than `mostWork` comparisons.
 */
export function spotsOf(
  old: readonly string[],
  now: readonly string[],
  close: number,
  mostWork: number,
): Spot[] | null {
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail])
    tail += 1;
  const a = old.slice(head, old.length - tail);
  const b = now.slice(head, now.length - tail);
  if (a.length * b.length > mostWork) return null;
  return joined(ranges(a, b), close).map((at) => ({
    before: now.slice(0, head + at.b0),
    removed: a.slice(at.a0, at.a1),
    added: b.slice(at.b0, at.b1),
    after: now.slice(head + at.b1),
  }));
}

/** From a0 to a1 of the old list stands b0 to b1 of the new one. */
interface Range {
  a0: number;
  a1: number;
  b0: number;
  b1: number;
}

/** Walks along a longest common subsequence; what is not on it differs. */
function ranges(a: readonly string[], b: readonly string[]): Range[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: Range[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const here = { a0: i, a1: i, b0: j, b1: j };
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i += 1;
      else j += 1;
    }
    if (i > here.a0 || j > here.b0) found.push({ ...here, a1: i, b1: j });
    while (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
    }
  }
  return found;
}

function joined(found: readonly Range[], close: number): Range[] {
  const all: Range[] = [];
  for (const one of found) {
    const last = all.at(-1);
    if (last && one.b0 - last.b1 <= close) {
      last.a1 = one.a1;
      last.b1 = one.b1;
    } else all.push({ ...one });
  }
  return all;
}
