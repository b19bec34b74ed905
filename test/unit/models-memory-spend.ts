import type { SpendLedger } from "../../src/models/ports.js";

/** What a test sees of the money. */
export interface MemorySpend extends SpendLedger {
  spentUsd: number;
  reservedUsd: number;
  readonly log: string[];
  readonly reserved: Parameters<SpendLedger["reserve"]>[0][];
  readonly settled: Parameters<SpendLedger["settle"]>[0][];
}

/** A ledger in memory with one run. */
export function memorySpend(capRunUsd = 1): MemorySpend {
  const answers = new Map<string, string>();
  const open = new Map<string, number>();
  const ledger: MemorySpend = {
    spentUsd: 0,
    reservedUsd: 0,
    log: [],
    reserved: [],
    settled: [],
    finished: async (runId, key) => answers.get(`${runId}/${key}`) ?? null,
    reserve: async (call) => {
      const id = `${call.runId}/${call.key}`;
      ledger.spentUsd += open.get(id) ?? 0;
      open.delete(id);
      ledger.reservedUsd = [...open.values()].reduce((a, b) => a + b, 0);
      if (ledger.spentUsd + ledger.reservedUsd + call.usd > capRunUsd) return "run_cap";
      if (ledger.spentUsd + ledger.reservedUsd + call.usd > call.capDayUsd) return "day_cap";
      open.set(id, call.usd);
      ledger.reserved.push(call);
      ledger.reservedUsd += call.usd;
      ledger.log.push("reserve");
      return "ok";
    },
    settle: async (call) => {
      const id = `${call.runId}/${call.key}`;
      ledger.reservedUsd -= open.get(id) ?? 0;
      open.delete(id);
      ledger.spentUsd += call.costUsd;
      ledger.settled.push(call);
      ledger.log.push("settle");
      if (call.response !== null) answers.set(id, call.response);
    },
  };
  return ledger;
}
