import { z } from "zod";
import type { CallView } from "../../humans/call-view.js";
import { decideModal, nothingWaitsModal } from "../views/modals/decide.js";
import { staleModal } from "../views/modals/stale.js";
import { decidable } from "./decidable.js";
import type { ListenerDeps } from "./deps.js";
import { type FormAck, onFields, View } from "./forms.js";
import { formValues } from "./form-values.js";
import { placeOf } from "./place.js";

/** What is decided is mostly done by then, so that the next form knows it; Slack waits three seconds. */
const ACT_WITHIN_MS = 1_200;

/** A decision made in Home: through the same `decide`, and then the next call that waits comes up in its place. */
export async function onDecideForm(deps: ListenerDeps, body: unknown, ack: FormAck): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const callId = view.private_metadata;
  const home = await deps.home(callId);
  const place = {
    ...placeOf(body, deps.team),
    channel: home?.channel ?? "",
    threadTs: home?.threadTs ?? null,
  };
  const typed = formValues(view.state.values);
  const stale = (what: string) =>
    ack({
      response_action: "update",
      view: staleModal({ callId, what, text: typed["note"] ?? Object.values(typed).join("\n") }),
    });
  const found = await deps.waiting.form(place, callId);
  if (found.kind === "not") return stale(found.why);
  const answer = answerOf(found.view, typed);
  if (answer === null) {
    return ack({ response_action: "errors", errors: { choice: "Choose one, please." } });
  }
  const looker = { ...place, key: view.id, callId };
  const check = await deps.look.precheck({ ...looker, ...answer });
  if (check.kind === "late") return stale(check.why);
  if (check.kind === "errors") {
    const { reason, ...errors } = check.errors;
    const placed = onFields(reason === undefined ? errors : { ...errors, note: reason }, view);
    return ack({ response_action: "errors", errors: placed });
  }
  const id = await deps.acceptClick({
    // One view id carries every call that comes up in it, and a call perhaps twice.
    dedupeKey: `form:${view.id}:${view.hash ?? callId}`,
    team: place.team,
    actor: place.actor,
    channel: place.channel,
    threadTs: place.threadTs,
    body: { kind: "decide", callId, ...answer },
  });
  if (id !== null) await soonDone(deps, id);
  const lost = await deps.waiting.lost(place, callId);
  if (lost !== null) return stale(lost);
  const next = await deps.waiting.next(place, callId);
  return ack({
    response_action: "update",
    view:
      next?.kind === "open"
        ? decideModal(decidable(next.view), { domain: deps.domain(), tz: next.tz })
        : nothingWaitsModal(),
  });
}

/** The form's fields as a verb and its values; null: nothing was chosen. */
function answerOf(
  { call }: CallView,
  typed: Record<string, string>,
): { verb: string; values: Record<string, string> } | null {
  if (call.args.fn !== "approve") return { verb: call.args.fn, values: typed };
  const note = typed["note"] ?? "";
  switch (typed["choice"]) {
    case "approve":
      return { verb: "approve", values: {} };
    case "changes":
      return { verb: "changes", values: { note } };
    case "reject":
      return { verb: "reject", values: { reason: note } };
    default:
      return null;
  }
}

/** It is committed: whatever takes longer goes on after the ack, and what fails is repaired by the sweeper. */
async function soonDone(deps: ListenerDeps, id: string): Promise<void> {
  const done = deps.handle(id).catch((error: unknown) => {
    deps.log.warn({ inbox: id, error: error instanceof Error ? error.name : "?" }, "click left");
  });
  const late = new Promise<void>((resolve) => setTimeout(resolve, ACT_WITHIN_MS).unref());
  await Promise.race([done, late]);
}
