import { z } from "zod";
import { delegateModal } from "../views/modals/delegate.js";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import type { FormAck } from "./forms.js";
import { formValues } from "./form-values.js";
import { openForm } from "./open-form.js";
import { placeOf, type Place } from "./place.js";
import type { Press } from "./press.js";

const View = z.looseObject({
  id: z.string(),
  private_metadata: z.string(),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

/** "Ask someone else" was chosen in a card's menu. */
export async function onDelegate(
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
      const may = await deps.delegate.open({ ...place, key: press.key, callId: press.id });
      return may ? delegateModal({ callId: press.id }) : null;
    },
    press,
  );
}

/** The form was sent: a choice that cannot be asked is said in the form. */
export async function onDelegateForm(
  deps: ListenerDeps,
  body: unknown,
  ack: FormAck,
): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const callId = view.private_metadata;
  const home = await deps.home(callId);
  const place = {
    ...placeOf(body, deps.team),
    channel: home?.channel ?? "",
    threadTs: home?.threadTs ?? null,
  };
  const userId = formValues(view.state.values)["person"] ?? "";
  const wrong = /^[UW][A-Z0-9]+$/.test(userId)
    ? await deps.delegate.check({ ...place, key: view.id, callId, userId })
    : "Choose a person from the list.";
  if (wrong !== null) return ack({ response_action: "errors", errors: { person: wrong } });
  await commitThenAct(deps, place, `form:${view.id}`, { kind: "delegate", callId, userId }, () =>
    ack(),
  );
}
