import { createScheduleWakes, type ScheduleWakes } from "../../src/queue/schedule-wakes.js";
import { migrate } from "../../src/store/migrate.js";
import { borrowRedis, describeWith } from "./servers.js";
import { openTestStore, type TestStore } from "./stores.js";

const everySecond = { id: "sch_a", cron: "* * * * * *", tz: "Europe/Berlin" };
const weekly = { id: "sch_b", cron: "0 14 * * 5", tz: "Europe/Berlin" };

for (const kind of ["embedded", "postgres", "redis"] as const) {
  describeWith(kind, `wake-ups of schedules, ${kind}`, () => {
    let store: TestStore | undefined;
    let drop: () => Promise<void> = async () => undefined;
    let open: () => ScheduleWakes;
    const errors: Error[] = [];

    beforeAll(async () => {
      const redis = kind === "redis" ? borrowRedis() : undefined;
      if (redis) drop = () => redis.drop();
      store = kind === "redis" ? undefined : await openTestStore(kind);
      if (store) await migrate(store.pools, {});
      const place = redis ? { redisUrl: redis.url } : { pool: store!.pools.bullPool };
      const prefix = redis?.prefix ?? "test";
      // A worker that only polled would come a minute late.
      open = () =>
        createScheduleWakes({
          ...place,
          prefix,
          drainDelay: 60,
          onError: (error) => void errors.push(error),
        });
    });
    afterAll(async () => {
      await drop();
      await store?.close();
    });

    it("come on time, again and again, until they are taken away", async () => {
      const wakes = open();
      let seen = 0;
      let reached: () => void = () => undefined;
      const twice = new Promise<void>((resolve) => (reached = resolve));
      const worker = wakes.work(async () => {
        seen += 1;
        if (seen === 2) reached();
      });
      await worker.ready();
      await wakes.set(everySecond.id, everySecond);
      await twice;
      await wakes.set(everySecond.id, null);
      await worker.close();
      await wakes.close();
      expect(errors).toEqual([]);
    });

    it("are what the rows say after a start, whatever was there", async () => {
      const first = open();
      await first.rebuild([weekly, { ...everySecond, id: "sch_old" }]);
      await first.close();
      const second = open();
      const changed = { ...weekly, cron: "30 8 * * *" };
      await second.rebuild([changed, { ...weekly, id: "sch_c" }]);
      expect(await second.times()).toEqual([
        { ...weekly, id: "sch_b", cron: "30 8 * * *" },
        { ...weekly, id: "sch_c" },
      ]);
      await second.rebuild([]);
      expect(await second.times()).toEqual([]);
      await second.close();
    });
  });
}
