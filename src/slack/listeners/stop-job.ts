import { z } from "zod";
import { stopModal } from "../views/modals/stop.js";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import type { FormAck } from "./forms.js";
import { openForm } from "./open-form.js";
import { placeOf, type Place } from "./place.js";
import type { Press } from "./press.js";

const View = z.looseObject({ id: z.string(), private_metadata: z.string() });

/** "Stop this job" was chosen in a card's menu: whoever may is asked once more. */
export async function onStopJob(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  await ack();
  await openForm(
    deps,
    place,
    press.key,
    async () => {
      const job = await deps.stop.look({ ...place, key: press.key, callId: press.id });
      return job && stopModal(job);
    },
    press,
  );
}

/** The form was sent: the same stop as the button on the status message. */
export async function onStopForm(deps: ListenerDeps, body: unknown, ack: FormAck): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const runId = view.private_metadata;
  const home = await deps.home(runId);
  const place = {
    ...placeOf(body, deps.team),
    channel: home?.channel ?? "",
    threadTs: home?.threadTs ?? null,
  };
  await commitThenAct(deps, place, `form:${view.id}`, { kind: "stop", runId }, () => ack());
}
