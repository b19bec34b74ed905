import type { Clock } from "../clock.js";
import type { InboxBody } from "../domain/inbox.js";
import type { Person } from "../domain/person.js";
import type { Transact } from "../domain/transact.js";
import type { Presser } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import { mayConfirm, mayManage } from "../policy/may-schedule.js";
import { isColleague, type PolicySettings } from "../policy/policy.js";
import type { RunsRows } from "../runs/ports.js";
import { answer } from "./answer.js";
import { creatorOf } from "./card.js";
import { change, control, type Doing } from "./controls.js";
import type { FireSettings } from "./fire.js";
import { showList } from "./list.js";
import { proposeFrom } from "./propose-from.js";

/** What a press or form about a schedule asks for. */
export type ScheduleBody = Extract<InboxBody, { kind: `schedule_${string}` }>;

/** Who pressed, and where a private answer goes; `channel` is empty in App Home. */
export interface ActInput<Rows extends RunsRows = RunsRows> extends Presser {
  team: string;
  body: ScheduleBody;
  /** Runs in the same transaction, whatever came of it. */
  alongside: (rows: Rows) => Promise<void>;
}

/** Makes the one place where schedules are made and changed by people. Every press is answered; a run to wake, or null. */
export function createActOnSchedule<Rows extends RunsRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  policy: PolicySettings;
  clock: Clock;
  settings: FireSettings;
  /** Called after a change of what is due, for the wake-ups. */
  changed: (scheduleId: string) => void;
}): (input: ActInput<Rows>) => Promise<{ runId: string | null }> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    const result = await deps.transact(async (rows) => {
      await input.alongside(rows);
      return act(rows, input, person, deps);
    });
    if ("scheduleId" in input.body) deps.changed(input.body.scheduleId);
    return result;
  };
}

async function act(
  rows: RunsRows,
  input: ActInput<never>,
  person: Person,
  deps: { clock: Clock; policy: PolicySettings; settings: FireSettings },
): Promise<{ runId: string | null }> {
  const { body } = input;
  const now = deps.clock.now();
  const say = async (text: string) => {
    if (text !== "") await answer(rows, input, text);
    return { runId: null };
  };
  const colleague = isColleague(person);
  if (body.kind === "schedule_list") {
    if (!colleague.allow) return say(colleague.why);
    await showList(rows, input, person, body.page);
    return { runId: null };
  }
  if (body.kind === "schedule_new") {
    if (!colleague.allow) return say(`${colleague.why} Nothing was saved.`);
    return say(await proposeFrom(rows, input, body, person, now));
  }
  const schedule = await rows.schedules.lock(body.scheduleId);
  if (!schedule || schedule.state === "deleted" || schedule.team !== input.team) {
    return say("That schedule is not there any more.");
  }
  const creator = await creatorOf(rows, schedule);
  const verdict =
    schedule.state === "proposed" || body.kind === "schedule_change"
      ? mayConfirm(person, creator)
      : mayManage(person, creator, deps.policy);
  if (!verdict.allow) {
    // Whose it is is told only where it lives: elsewhere, a copied id is the id of nothing.
    const isHere = schedule.channel === input.channel;
    return say(isHere ? verdict.why : "That schedule is not there any more.");
  }
  const doing: Doing = { rows, by: person.id, key: input.key, now, settings: deps.settings };
  const done =
    body.kind === "schedule_act"
      ? await control(schedule, body.verb, doing)
      : await change(schedule, body, doing);
  await say(done.says);
  return { runId: done.runId ?? null };
}
