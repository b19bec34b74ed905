import { setTimeout as wait } from "node:timers/promises";
import { people } from "../../../playground/seed/ids.js";
import { newIn, said } from "../../support/schedule-steps.js";
import { ask, cardWith, controls, press } from "../../support/steps.js";
import type { FaultCase } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { quiet } from "../harness/quiet.js";
import { pick } from "./f06-posting.js";
import { twoStage } from "./f12-frozen.js";

/** Several passes of every sweeper. */
const PASSES_MS = 5_000;

/** F46: nobody is there when schedules are due, and then everybody at once. */
export const missedCase: FaultCase = {
  id: "F46",
  title: "down over 0, 1 and 100 instants; all schedulers at once",
  expected: "the last instant runs, once; the others are counted",
  stage: twoStage,
  async run(on, seed) {
    const instants = pick([1, 100, 0], seed);
    const { workspace } = on;
    const at = ask(workspace, "every 2 hours turn this thread into a brief");
    const card = await cardWith(workspace, at, "schedule.confirm");
    await press(workspace, at, people.maya, card, "schedule.confirm");
    await workspace.waitFor(
      (w) => controls(w.message(at.channel, card.ts)).includes("schedule.pause"),
      { timeoutMs: 60_000, what: "the saved card" },
    );
    const wrong = await quiet(on);
    const before = said(workspace, at.channel);
    await Promise.all(on.processes.map((one) => one.kill()));
    const [schedule] = await on.rows<{ id: string }>(
      `update fermata.schedule set next_at = next_at - $1 * interval '2 hours'
       where id = (select id from fermata.schedule where state = 'active' order by created_at desc limit 1)
       returning id`,
      [instants],
    );
    await Promise.all(on.processes.map((one) => one.start()));
    if (instants > 0)
      await workspace.waitFor((w) => newIn(w, at.channel, before)[0], {
        timeoutMs: 60_000,
        what: "what the schedule brings",
      });
    await wait(PASSES_MS);
    wrong.push(...(await quiet(on)));
    const results = newIn(workspace, at.channel, before).length;
    const fires = await on.rows<{ missed: number }>(
      "select missed from fermata.fire where schedule_id = $1",
      [schedule?.id],
    );
    await on.rows("update fermata.schedule set state = 'deleted' where id = $1", [schedule?.id]);
    const expected = instants === 0 ? 0 : 1;
    if (results !== expected) wrong.push(`${results} results after ${instants} instants`);
    if (fires.length !== expected) wrong.push(`${fires.length} runs after ${instants} instants`);
    if (instants > 0 && fires[0]?.missed !== instants - 1)
      wrong.push(`${fires[0]?.missed} are noted as missed of ${instants}`);
    return {
      counted: count(workspace, [], on.watch),
      more: { instants, fires: fires.length },
      wrong,
    };
  },
};
