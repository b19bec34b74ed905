import type { HumanCall } from "../../src/domain/human-call.js";
import { type Cell, cells, openTable, type Table } from "./routing-steps.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

/** What the rule says becomes of a cell: worked out from the cell alone. */
function expected({ delegation, need, silence, when }: Cell) {
  const last = { early: 10, reminded: 60, escalated: 90 }[when as string] ?? null;
  const isDecided = last !== null;
  const cast = { half: 1, left: 2 }[when as string] ?? (isDecided ? need : 0);
  const status = isDecided ? "decided" : silence === "wait" ? "open" : "expired";
  return {
    status,
    // A question that waits is reminded of again on Monday.
    reminders: (last === null || last > 50 ? 1 : 0) + (status === "open" ? 1 : 0),
    escalated: last === null || last > 80 ? 1 : 0,
    delegated: delegation === "asked" ? 1 : 0,
    votes: need === 1 ? 0 : cast,
    standsIn: delegation === "away",
  };
}

for (const kind of storeKinds) {
  describeWith(kind, `the routing table, with a restart at every step, ${kind}`, () => {
    let table: Table;
    beforeAll(async () => {
      table = await openTable(kind);
      // Minutes of a hundred that the rule gives; on each of them another house begins over the same rows.
      for (const minute of [10, 51, 60, 81, 90, 101]) await table.stepTo(minute);
      // Friday afternoon is over: Monday, for what waits without an end.
      await table.stepTo((3 * 24 + 1) * 60);
    }, 120_000);
    afterAll(() => table.close());

    it.each(cells.map((cell) => [cell.name, cell] as const))("%s", async (_name, cell) => {
      const { call, facts, outbox, votes } = await table.found(cell);
      const want = expected(cell);
      const count = (what: string) => facts.filter((one) => one.kind === what).length;
      expect(call.status).toBe(want.status);
      expect(count("call_reminded")).toBe(want.reminders);
      expect(count("call_escalated")).toBe(want.escalated);
      expect(count("call_delegated")).toBe(want.delegated);
      expect(count("call_decided")).toBe(want.status === "decided" ? 1 : 0);
      expect(count("call_expired")).toBe(want.status === "expired" ? 1 : 0);
      expect(votes).toHaveLength(want.votes);
      expect(new Set(votes.map((one) => one.userId)).size).toBe(votes.length);
      if (want.status === "decided") expectDecision(call, cell);
      if (want.status === "expired") expect(call.outcome).toEqual({ verb: "silence" });
      const asked = outbox.filter((one) => one.endsWith(":asked:UMAYA2"));
      expect(asked).toHaveLength(want.escalated);
      if (want.standsIn) {
        expect(call.standIns).toEqual([
          { id: "UTOM", for: { id: "UPRIYA", name: "Priya" }, untilDay: "2027-01-05" },
        ]);
        expect(call.others.map((one) => one.id)).toContain("UPRIYA");
      }
    });
  });
}

function expectDecision(call: HumanCall, cell: Cell): void {
  expect(call.outcome?.verb).toBe(cell.silence === "default" ? "choose" : "approve");
  const by = cell.answers.slice(0, cell.need).map((one) => one.name);
  expect(call.decidedBy).toEqual({
    id: cell.answers[cell.need - 1]?.id,
    name: by.join(" and "),
  });
}

it("has every way to wait, to decide, to be silent and to hand on", () => {
  expect(new Set(cells.map((one) => one.name)).size).toBe(68);
});
