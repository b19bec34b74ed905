import type { Clock } from "../clock.js";
import { nextMorning } from "../delivery/morning.js";
import { type Presser, tellPresser } from "../delivery/whisper.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { isColleague } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import type { HumansRows } from "./ports.js";

/** Makes the switch of the morning message: on from the next working day, or off at once. */
export function createMornings<Rows extends HumansRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  clock: Clock;
}): (input: Presser & Alongside<Rows> & { team: string; on: boolean }) => Promise<void> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    const verdict = isColleague(person);
    await deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const owner = { team: input.team, userId: input.actor };
      if (!input.on) return rows.mornings.remove(owner);
      if (!verdict.allow) return tellPresser(rows, input, `${verdict.why} Nothing was changed.`);
      return rows.mornings.put(owner, nextMorning(deps.clock.now(), person.tz));
    });
  };
}
