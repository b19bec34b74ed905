import { fail } from "../../src/errors.js";
import { handClock } from "../support/hand-clock.js";
import { clickHandler, pressed } from "./click-parts.js";
import { openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const clock = handClock("2026-11-20T14:00:00Z");
const BODY = { kind: "morning", on: true } as const;

for (const kind of storeKinds) {
  describeWith(kind, `a click that somebody has in hand, ${kind}`, () => {
    let fixture: RowsFixture;
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    const rowOf = async (id: string) => {
      const { rows } = await fixture.pools.pool.query(
        `select attempts, handled_at is not null as handled, held_until > now() as held
          from fermata.inbox where id = $1`,
        [id],
      );
      return rows[0] as { attempts: number; handled: boolean; held: boolean | null };
    };
    /** As though its holder had said nothing for so long. */
    const letItLapse = (id: string) =>
      fixture.pools.pool.query(
        "update fermata.inbox set held_until = now() - interval '1 second' where id = $1",
        [id],
      );
    const sweepOfAnother = async () => {
      const left = await fixture.store.read.inbox.left(new Date("2027-01-01"), 10);
      for (const id of left) await clickHandler(fixture, clock)(id);
    };

    it("is not given up by five sweeps while Slack hangs, and keeps its tries", async () => {
      const id = await pressed(fixture, BODY, clock.now());
      const hangs = clickHandler(fixture, clock, {
        async askSlack() {
          for (const _ of upTo(5)) {
            await sweepOfAnother();
            // Who heard of it otherwise, as of a press that came twice, leaves it alone too.
            await clickHandler(fixture, clock)(id);
          }
          expect(await rowOf(id)).toEqual({ attempts: 1, handled: false, held: true });
          throw fail("SLACK_UNREACHABLE");
        },
      });
      await expect(hangs(id)).rejects.toThrow("Slack does not answer.");
      expect(await rowOf(id)).toEqual({ attempts: 0, handled: false, held: null });
      await sweepOfAnother();
      expect(await rowOf(id)).toMatchObject({ attempts: 1, handled: true });
    });

    it("is held for as long as it is worked on", async () => {
      const id = await pressed(fixture, BODY, clock.now());
      let words = 0;
      let renewed = () => undefined as void;
      const isRenewed = new Promise<void>((resolve) => (renewed = resolve));
      const { transact } = fixture.store;
      const slow = clickHandler(fixture, clock, {
        // What it says of its own accord: that it takes the click, and then that it still has it.
        async transact(fn) {
          const result = await transact(fn);
          words += 1;
          if (words === 2) renewed();
          return result;
        },
        async askSlack() {
          await letItLapse(id);
          await isRenewed;
          expect(await rowOf(id)).toEqual({ attempts: 1, handled: false, held: true });
        },
      });
      await slow(id);
      expect(await rowOf(id)).toMatchObject({ attempts: 1, handled: true });
    });

    it("is somebody else's once its holder is gone", async () => {
      const id = await pressed(fixture, BODY, clock.now());
      await fixture.store.transact((rows) => rows.inbox.take(id, 5_000));
      await sweepOfAnother();
      expect(await rowOf(id)).toMatchObject({ attempts: 1, handled: false });
      await letItLapse(id);
      await sweepOfAnother();
      expect(await rowOf(id)).toMatchObject({ attempts: 2, handled: true });
    });
  });
}
