import { readApprovalWish } from "../../domain/asks-approval.js";
import { readEscalationWish } from "../../domain/escalation-wish.js";
import { matchName } from "../../domain/match-names.js";
import type { Request } from "../../domain/request.js";
import type { Authoriser } from "../../humans/authorise.js";
import type { Escalation } from "../../humans/escalate.js";
import type { Directory } from "../../humans/ports.js";
import { isColleague } from "../../policy/policy.js";

/** Whom a request wants asked if nobody decides in time, or the words that leave it unclear. */
export interface NextPerson {
  escalation?: Escalation;
  unclear?: string;
}

/** Finds by rule who is asked next: a colleague in the channel, or one who is mentioned. Asks Slack. */
export async function readNextPerson(
  deps: { authoriser: Authoriser; directory: Directory },
  request: Pick<Request, "team" | "channel" | "text">,
  approvalWanted: boolean,
): Promise<NextPerson> {
  const wish = readEscalationWish(request.text);
  if (!wish) return {};
  const found =
    wish.userId === null
      ? matchName(wish.name ?? "", await deps.directory.members(request.team, request.channel))
      : [await deps.authoriser.person(request.team, wish.userId)];
  const [person] = found.filter((one) => isColleague(one).allow);
  if (!person || found.length > 1) return { unclear: wish.name ?? found[0]?.name ?? "" };
  return {
    escalation: {
      afterMs: wish.afterMs,
      to: { id: person.id, name: person.name },
      approvalsOnly: approvalWanted || readApprovalWish(request.text).wanted,
    },
  };
}
