import type { Transact } from "../domain/transact.js";
import { readWhen } from "../domain/recurrence-wish.js";
import type { Presser } from "../delivery/whisper.js";
import type { Authoriser } from "../humans/authorise.js";
import { mayConfirm } from "../policy/may-schedule.js";
import type { RunsRows } from "../runs/ports.js";
import { answer } from "./answer.js";
import { creatorOf } from "./card.js";
import { readRecurrence } from "./recurrence.js";
import { bareWords, zoneWords } from "./recurrence-words.js";

/** What a form about a schedule needs to know, and whether its answer makes sense. */
export interface ScheduleLook {
  /** For the Change form; null: whoever pressed was told why not. */
  form(
    looker: Presser & { team: string; scheduleId: string },
  ): Promise<{ when: string; goal: string; zone: string } | null>;
  /** `Berlin time`, for a form of somebody. */
  zoneOf(team: string, userId: string): Promise<string>;
  /** The words of a form as five cron fields, or what is wrong with them. `scheduleId`: unchanged words stay as they are. */
  readWhen(
    words: string,
    scheduleId: string | null,
  ): Promise<{ ok: true; cron: string } | { ok: false; why: string }>;
  /** Where a schedule lives, for forms, which carry only its id. */
  home(scheduleId: string): Promise<{ channel: string; threadTs: string | null } | null>;
}

const SAY = "Say it like “every Friday at 14:00” or “on the 1st of every month at 9”.";

/** Makes the looks that forms take. */
export function createScheduleLook(deps: {
  transact: Transact<RunsRows>;
  authoriser: Authoriser;
}): ScheduleLook {
  const get = (id: string) => deps.transact((rows) => rows.schedules.get(id));
  return {
    async form(looker) {
      const person = await deps.authoriser.person(looker.team, looker.actor);
      return deps.transact(async (rows) => {
        const schedule = await rows.schedules.get(looker.scheduleId);
        const gone = "That schedule is not there any more.";
        if (!schedule || schedule.state === "deleted" || schedule.team !== looker.team) {
          await answer(rows, looker, gone);
          return null;
        }
        const creator = await creatorOf(rows, schedule);
        const verdict = mayConfirm(person, creator);
        if (!verdict.allow) {
          await answer(rows, looker, schedule.channel === looker.channel ? verdict.why : gone);
          return null;
        }
        const { cron, goal, tz } = schedule;
        return { when: bareWords(cron), goal, zone: zoneWords(tz) };
      });
    },
    async zoneOf(team, userId) {
      return zoneWords((await deps.authoriser.person(team, userId)).tz);
    },
    async readWhen(words, scheduleId) {
      const schedule = scheduleId === null ? null : await get(scheduleId);
      const said = words.trim();
      if (schedule && said === bareWords(schedule.cron)) return { ok: true, cron: schedule.cron };
      const cron = readWhen(said);
      const read = readRecurrence(cron ?? said);
      return read.ok || cron !== null ? read : { ok: false, why: `${read.why} ${SAY}` };
    },
    async home(scheduleId) {
      const schedule = await get(scheduleId);
      return schedule && { channel: schedule.channel, threadTs: schedule.threadTs };
    },
  };
}
