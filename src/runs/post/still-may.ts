import type { HumanCall } from "../../domain/human-call.js";
import type { Named } from "../../domain/person.js";
import type { Authoriser } from "../../humans/authorise.js";
import { mayDecide } from "../../policy/policy.js";
import type { ByPolicy } from "../may-also.js";

/** The first of those who approved who may not any more, as of now; null if all still may. */
export type StillMay = (
  team: string,
  who: readonly Named[],
  approval: HumanCall,
) => Promise<Named | null>;

/** Makes the last look at those who approved: Slack is asked anew, and the rules of the decision are held against it. */
export function createStillMay(
  authoriser: Pick<Authoriser, "personNow">,
  mayStill: ByPolicy,
): StillMay {
  return async (team, who, approval) => {
    for (const one of who) {
      const person = await authoriser.personNow(team, one.id);
      if (!mayDecide(person, approval).allow) return one;
      if (!(await mayStill(approval, person)).allow) return one;
    }
    return null;
  };
}
