import type { StandingRule } from "../../src/domain/standing-rule.js";
import { createUseRules } from "../../src/humans/use-rules.js";
import { handClock } from "../support/hand-clock.js";
import { openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const DAY_MS = 24 * 60 * 60_000;

for (const kind of storeKinds) {
  describeWith(kind, `rules whose time is over, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    const clock = handClock();
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    const ruleOf = (id: string, days: number): StandingRule => ({
      id,
      team: "T1",
      userId: "UMAYA",
      userName: "Maya",
      state: "offered",
      pattern: id,
      fn: "choose",
      verb: "choose.1",
      words: "Choose Tuesday",
      policy: "1",
      shown: [],
      offeredAt: clock.now(),
      fromAt: clock.now(),
      untilAt: new Date(clock.now().getTime() + days * DAY_MS),
      endedAt: null,
      endedBy: null,
    });
    const nobody = () => {
      throw new Error("Nothing is asked.");
    };

    it("ends them though nothing asks for them, says so, and makes no sweep due any more", async () => {
      const rules = [ruleOf("rule_30", 30), ruleOf("rule_31", 31)];
      for (const rule of rules) {
        await transact((rows) => rows.rules.offer(rule));
        const { fromAt, untilAt } = rule;
        await transact((rows) =>
          rows.rules.step(rule.id, "offered", "active", { fromAt, untilAt }),
        );
      }
      const pass = createUseRules({
        transact,
        authoriser: { person: nobody, personLately: nobody, personNow: nobody },
        channels: { facts: nobody },
        policyVersion: "1",
        settings: { offerAfter: 5, days: 30 },
        clock,
        decide: nobody,
      });
      const states = () =>
        transact(async (rows) => {
          const all = await Promise.all(rules.map(({ id }) => rows.rules.get(id)));
          return all.map((rule) => rule?.state);
        });
      const isDue = async () =>
        (await fixture.store.due(clock.now(), { known: ["1"], retired: [] })).has("rules");
      await pass(100);
      expect(await states()).toEqual(["active", "active"]);
      clock.forward(30 * DAY_MS);
      await pass(100);
      expect(await states()).toEqual(["ended", "active"]);
      const message = await transact((rows) => rows.outbox.get("rule_30:message"));
      expect(message).toMatchObject({ shown: { state: "ended", why: "Its time is over." } });
      expect(await isDue()).toBe(true);
      clock.forward(DAY_MS);
      await pass(100);
      expect(await states()).toEqual(["ended", "ended"]);
      expect(await isDue()).toBe(false);
    });
  });
}
