import type { DueRow, OutboxWork } from "./ports.js";

/**
 * A writer that died loses its rows after this long. One call to Slack may be longer: it is renewed while it lasts, and
 * whoever takes the row of a writer that said nothing posts it only after `STILL_ON_ITS_WAY_MS`; see `verdict.ts`.
 */
export const LEASE_MS = 6_000;
const RENEW_EVERY_MS = 2_000;
/** A lease that was sure so long ago is asked for again before Slack is called: we may have stood still meanwhile. */
const SURE_FOR_MS = 3_000;

/** The rows that are on their way to Slack, and whether they are still ours. */
export interface HeldRows {
  /** From now on the lease is renewed, until `end`. */
  begin(row: DueRow): void;
  /** Right before a post. False: it must not be sent; somebody else has the row. */
  trying(row: DueRow): Promise<boolean>;
  /** Right before anything else that Slack is told. False: somebody else has the row. */
  stillOurs(row: DueRow): Promise<boolean>;
  end(row: DueRow): void;
  /** Those on their way, and whether a post of theirs may have reached Slack. */
  all(): { row: DueRow; tried: boolean }[];
}

/** Keeps leases alive by real time: what a test does to its clock is not what the database sees. */
export function createHeldRows(deps: {
  work: Pick<OutboxWork, "renew" | "markTrying">;
  onError: (error: unknown) => void;
}): HeldRows {
  const held = new Map<string, { row: DueRow; tried: boolean; sureAt: number }>();
  let timer: NodeJS.Timeout | undefined;

  async function renew(rows: DueRow[]): Promise<void> {
    const askedAt = performance.now();
    const ours = await deps.work.renew(rows, LEASE_MS);
    for (const { item, token } of rows) {
      const one = held.get(item.opKey);
      // A lost one is not given up here: what is on its way may arrive, and is reported with the token it had.
      if (one?.row.token === token && ours.has(item.opKey)) one.sureAt = askedAt;
    }
  }
  const isSure = (row: DueRow) =>
    performance.now() - (held.get(row.item.opKey)?.sureAt ?? -Infinity) < SURE_FOR_MS;

  return {
    begin(row) {
      held.set(row.item.opKey, { row, tried: false, sureAt: performance.now() });
      timer ??= setInterval(() => {
        renew([...held.values()].map((one) => one.row)).catch(deps.onError);
      }, RENEW_EVERY_MS).unref();
    },
    async trying(row) {
      const isOurs = await deps.work.markTrying(row, LEASE_MS);
      const one = held.get(row.item.opKey);
      if (one && isOurs) one.tried = true;
      return isOurs;
    },
    async stillOurs(row) {
      if (!isSure(row)) await renew([row]);
      return isSure(row);
    },
    end(row) {
      held.delete(row.item.opKey);
      if (held.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
    all: () => [...held.values()],
  };
}
