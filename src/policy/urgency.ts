/** What the order of a desk looks at. */
export interface Pending {
  callId: string;
  risk: "low" | "high";
  openedAt: Date;
  deadlineAt: Date;
  /** Steps and jobs that wait for it. */
  blocks: number;
  /** Equal where the same is asked again; empty: it is like no other. */
  pattern: string;
  /** How many people must say yes. */
  need: number;
}

/** A wrong or late answer does more harm where the risk is high: it weighs as much as this many. */
const HIGH = 3;
/** Something just asked weighs a tenth of what is at its deadline, so that risk counts from the start. */
const FRESH = 0.1;

/**
 * How much something asks for its decider: risk × age × what it blocks. The age is the part of its time that has
 * passed, from 0 to 1; what waits for it counts by its logarithm, so that one large job does not bury all others.
 */
export function urgency(one: Pending, now: Date): number {
  const spanMs = Math.max(1, one.deadlineAt.getTime() - one.openedAt.getTime());
  const passed = (now.getTime() - one.openedAt.getTime()) / spanMs;
  const age = FRESH + Math.min(1, Math.max(0, passed));
  return (one.risk === "high" ? HIGH : 1) * age * (1 + Math.log2(1 + Math.max(0, one.blocks)));
}

/** The most urgent first; of equals whatever runs out first, then the older one. */
export function inOrder<T extends Pending>(all: readonly T[], now: Date): T[] {
  const weighed = all.map((one) => ({ one, weight: urgency(one, now) }));
  weighed.sort(
    (a, b) =>
      b.weight - a.weight ||
      a.one.deadlineAt.getTime() - b.one.deadlineAt.getTime() ||
      a.one.openedAt.getTime() - b.one.openedAt.getTime() ||
      (a.one.callId < b.one.callId ? -1 : 1),
  );
  return weighed.map(({ one }) => one);
}

/** Whether it may be decided together with what is like it: of low risk, and by one person. */
export function isPlain(one: Pick<Pending, "risk" | "pattern" | "need">): boolean {
  return one.risk === "low" && one.pattern !== "" && one.need === 1;
}

/** What is alike in one row each, where its most urgent one stands; everything else in a row of its own. */
export function inRows<T extends Pending>(ordered: readonly T[]): T[][] {
  const rows: T[][] = [];
  const alike = new Map<string, T[]>();
  for (const one of ordered) {
    const known = isPlain(one) ? alike.get(one.pattern) : undefined;
    if (known) {
      known.push(one);
      continue;
    }
    const row = [one];
    rows.push(row);
    if (isPlain(one)) alike.set(one.pattern, row);
  }
  return rows;
}
