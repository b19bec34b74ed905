import fc from "fast-check";
import { inOrder, inRows, isPlain, type Pending, urgency } from "../../src/policy/urgency.js";

const startMs = Date.parse("2026-11-20T09:00:00Z");
const hourMs = 3_600_000;
const pending = (patch: Partial<Pending> = {}): Pending => ({
  callId: "call_1",
  risk: "low",
  openedAt: new Date(startMs),
  deadlineAt: new Date(startMs + 10 * hourMs),
  blocks: 0,
  pattern: "",
  need: 1,
  ...patch,
});
const at = (hours: number) => new Date(startMs + hours * hourMs);
const anyPending: fc.Arbitrary<Pending> = fc.record({
  callId: fc.uuid(),
  risk: fc.constantFrom("low" as const, "high" as const),
  openedAt: fc.integer({ min: -100, max: 0 }).map(at),
  deadlineAt: fc.integer({ min: 1, max: 100 }).map(at),
  blocks: fc.nat(30),
  pattern: fc.constantFrom("", "a", "b"),
  need: fc.integer({ min: 1, max: 3 }),
});

it("grows with risk, with age and with what waits for it", () => {
  const now = at(2);
  expect(urgency(pending({ risk: "high" }), now)).toBeGreaterThan(urgency(pending(), now));
  expect(urgency(pending({ blocks: 3 }), now)).toBeGreaterThan(urgency(pending(), now));
  fc.assert(
    fc.property(anyPending, fc.integer({ min: 0, max: 99 }), (one, hour) => {
      const here = urgency(one, at(hour));
      expect(here).toBeGreaterThan(0);
      expect(urgency(one, at(hour + 1))).toBeGreaterThanOrEqual(here);
      expect(urgency({ ...one, blocks: one.blocks + 1 }, at(hour))).toBeGreaterThan(here);
      expect(urgency({ ...one, risk: "high" }, at(hour))).toBeGreaterThanOrEqual(here);
    }),
  );
});

it("puts what is old by its own deadline before what is old by the clock", () => {
  const short = pending({ callId: "short", openedAt: at(8), deadlineAt: at(10) });
  const long = pending({ callId: "long", deadlineAt: at(100) });
  expect(inOrder([long, short], at(9)).map((one) => one.callId)).toEqual(["short", "long"]);
});

it("orders the same whatever order it is given, and loses nothing", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyPending, { selector: (one) => one.callId }), (all) => {
      const now = at(5);
      const ordered = inOrder(all, now);
      expect(inOrder(all.toReversed(), now)).toEqual(ordered);
      expect(inRows(ordered).flat()).toHaveLength(all.length);
      expect(inRows(ordered).map(([first]) => first)).toEqual(
        ordered.filter(
          (one, index) =>
            !isPlain(one) ||
            ordered.findIndex((other) => isPlain(other) && other.pattern === one.pattern) === index,
        ),
      );
    }),
  );
});

it("never puts high risk, several deciders or the unlike in one row", () => {
  fc.assert(
    fc.property(fc.array(anyPending), (all) => {
      for (const row of inRows(inOrder(all, at(1)))) {
        if (row.length === 1) continue;
        expect(new Set(row.map((one) => one.pattern)).size).toBe(1);
        for (const one of row) {
          expect(one).toMatchObject({ risk: "low", need: 1 });
          expect(one.pattern).not.toBe("");
        }
      }
    }),
  );
});
