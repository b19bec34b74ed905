import type { Transact } from "../../src/domain/transact.js";
import { fail } from "../../src/errors.js";
import { throughOutage } from "../../src/runs/through-outage.js";

/** A transaction on a database that is away until an instant; counts how often it was tried. */
function outage(untilMs: number, patienceMs: () => number) {
  const seen = { nowMs: 0, tries: 0 };
  const transact: Transact<null> = async (work) => {
    seen.tries += 1;
    if (seen.nowMs < untilMs) throw fail("DATABASE_UNREACHABLE");
    return work(null);
  };
  const patient = throughOutage(transact, patienceMs, {
    nowMs: () => seen.nowMs,
    sleep: async (ms) => void (seen.nowMs += ms),
  });
  return { seen, patient };
}

it("waits until the database is back", async () => {
  const { patient, seen } = outage(20_000, () => 30_000);
  expect(await patient(async () => "done")).toBe("done");
  expect(seen).toEqual({ nowMs: 20_000, tries: 41 });
});

it("waits no longer than it may, also where that changes meanwhile", async () => {
  const { patient, seen } = outage(Infinity, () => (seen.nowMs < 10_000 ? 30_000 : 3_000));
  await expect(patient(async () => "done")).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
  expect(seen.nowMs).toBe(10_000);
});

it("does not try again what the database has answered", async () => {
  const { patient, seen } = outage(0, () => 30_000);
  const lost = patient(async () => {
    throw fail("LEASE_LOST");
  });
  await expect(lost).rejects.toMatchObject({ code: "LEASE_LOST" });
  expect(seen.tries).toBe(1);
});
