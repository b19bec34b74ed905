import { people } from "../../../playground/seed/ids.js";
import type { Message } from "../../../playground/workspace/types.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import type { Asked } from "../../support/steps.js";

/** How long Tom looks for the form; while Slack fails it may never open. */
const FORM_MS = 3_000;

/**
 * Lets Priya approve and Tom reject in the same moment. Where the form for Tom's reason does not open, both approve.
 * Tom has one form open at a time, so the races of one workspace wait for each other's form.
 */
export function createRaces(workspace: Workspace): {
  /** Whether Slack says that one of the two arrived. */
  both(job: Asked, card: Message): Promise<boolean>;
  /** Races in which a rejection met an approval. */
  met(): number;
} {
  let last: Promise<unknown> = Promise.resolve();
  let met = 0;

  async function both(job: Asked, card: Message): Promise<boolean> {
    const at = { channel: job.channel, ts: card.ts };
    const approve = (user: string) => workspace.click({ ...at, user, actionId: "call.approve" });
    const form = await formOf(at, card);
    const no = () =>
      form === undefined
        ? approve(people.tom)
        : workspace.submit({ user: people.tom, viewId: form, values: { reason: "Not yet." } });
    const [yes, other] = await Promise.allSettled([approve(people.priya), no()]);
    for (const { id } of workspace.views("tom").toReversed())
      await workspace.closeView({ user: people.tom, viewId: id });
    if (yes.status === "rejected") throw yes.reason;
    if (form !== undefined) met += 1;
    return yes.value.acked || (other.status === "fulfilled" && other.value.acked);
  }

  /** Presses Reject and gives the form that asks why, if it opens. */
  async function formOf(
    at: { channel: string; ts: string },
    card: Message,
  ): Promise<string | undefined> {
    const callId = callOf(card);
    const pressed = await workspace.click({ ...at, user: people.tom, actionId: "call.reject" });
    if (!pressed.acked) return undefined;
    const opened = await workspace
      .waitFor((w) => w.views("tom").find((one) => one.private_metadata.includes(callId)), {
        timeoutMs: FORM_MS,
        what: "the form of a rejection",
      })
      // Slack refused to open it: that is among what goes wrong here.
      .catch(() => undefined);
    return opened?.id;
  }

  return {
    met: () => met,
    both(job, card) {
      const mine = last.then(() => both(job, card));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** The call that the card's *Approve* is about. */
function callOf(card: Message): string {
  const [, id = "no call"] =
    /"action_id":"call\.approve"[^}]*"value":"([^"]+)"/.exec(JSON.stringify(card.blocks ?? [])) ??
    [];
  return id;
}
