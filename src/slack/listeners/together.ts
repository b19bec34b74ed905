import { z } from "zod";
import { togetherDoneModal, togetherModal } from "../views/modals/together.js";
import { noticeModal } from "../views/modals/notice.js";
import { staleModal } from "../views/modals/stale.js";
import { decidable } from "./decidable.js";
import { answerOf, onFormFields } from "./decide-form.js";
import type { ListenerDeps } from "./deps.js";
import { type FormAck, View } from "./forms.js";
import { formValues } from "./form-values.js";
import { openForm } from "./open-form.js";
import { type Place, placeOf } from "./place.js";
import type { Press } from "./press.js";
import { soonDone } from "./soon-done.js";

/** So many are listed, and decided, at once. */
const MOST_TOGETHER = 25;

/** *Decide together* in Home: all questions that are alike, in one form. */
export async function onTogether(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  await ack();
  await openForm(deps, place, press.key, async () => {
    const ids = await deps.waiting.together(place, [press.id]);
    const open = await openOf(deps, place, ids.slice(0, MOST_TOGETHER));
    const look = { domain: deps.domain(), tz: open[0]?.tz ?? "UTC" };
    return (
      togetherModal(
        open.map(({ view }) => decidable(view)),
        look,
      ) ?? noticeModal("These questions are not there any more. Nothing was changed.")
    );
  });
}

/** One choice for all: each is a decision of its own, by the same way as any other; what is over is left out. */
export async function onTogetherForm(
  deps: ListenerDeps,
  body: unknown,
  ack: FormAck,
): Promise<void> {
  const form = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const place = placeOf(body, deps.team);
  const typed = formValues(form.state.values);
  const listed = form.private_metadata.split(" ").slice(0, MOST_TOGETHER);
  // The form itself proves nothing: only what may be decided together now counts.
  const alike = await deps.waiting.together(place, listed);
  const open = await openOf(
    deps,
    place,
    listed.filter((id) => alike.includes(id)),
  );
  const first = open[0]?.view;
  if (!first) {
    const what = "All of these were decided meanwhile.";
    const text = typed["note"] ?? "";
    return ack({ response_action: "update", view: staleModal({ callId: "", what, text }) });
  }
  const answer = answerOf(first, typed);
  if (answer === null) {
    return ack({ response_action: "errors", errors: { choice: "Choose one, please." } });
  }
  const looker = { ...place, key: form.id, callId: first.call.id };
  const check = await deps.look.precheck({ ...looker, ...answer });
  if (check.kind === "errors") {
    const errors = onFormFields(first, answer.verb, check.errors, form);
    return ack({ response_action: "errors", errors });
  }
  const ids = await deps.acceptClicks(
    open.map(({ view: { call } }) => ({
      dedupeKey: `form:${form.id}:${call.id}`,
      team: place.team,
      actor: place.actor,
      channel: call.channel,
      threadTs: call.threadTs,
      body: { kind: "decide" as const, callId: call.id, ...answer },
    })),
  );
  await soonDone(deps, ids);
  const left = await deps.waiting.lost(place, listed);
  await ack({
    response_action: "update",
    view: togetherDoneModal(listed.length - left.length, left),
  });
}

async function openOf(deps: ListenerDeps, place: Place, ids: readonly string[]) {
  const found = await deps.waiting.forms(place, ids);
  return found.filter((one) => one.kind === "open");
}
