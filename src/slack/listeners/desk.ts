import { z } from "zod";
import { tapsOf } from "../../humans/taps.js";
import { deskDoneModal, deskModal } from "../views/modals/desk.js";
import type { Modal } from "../views/modals/modal.js";
import { onDesk } from "./decidable.js";
import { type DeskPlace, type HomeMeta, MOST_ON_DESK, readMeta } from "./desk-meta.js";
import type { ListenerDeps } from "./deps.js";
import { openForm } from "./open-form.js";
import type { Place } from "./place.js";
import type { Press } from "./press.js";
import { soonDone } from "./soon-done.js";

const Body = z.looseObject({
  view: z.looseObject({ id: z.string(), private_metadata: z.string().default("") }).nullish(),
});

/** The form in which something was pressed; null: it was pressed elsewhere. */
export function openViewOf(body: unknown): { id: string; meta: string } | null {
  const { view } = Body.parse(body);
  return view ? { id: view.id, meta: view.private_metadata } : null;
}

/** *Clear my desk*: what waits comes up one after another in one form. */
export async function onClear(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  await ack();
  await openForm(deps, place, press.key, async () => {
    const ids = (await deps.waiting.queue(place)).slice(0, MOST_ON_DESK);
    return nextOnDesk(deps, place, { at: 0, of: Math.max(1, ids.length), left: ids }, "");
  });
}

/** An answer with one tap, a tap that asks for more, or *Skip*; then the next one comes up in the same form. */
export async function onDeskPress(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  view: { id: string; meta: string },
  ack: () => Promise<void>,
): Promise<void> {
  const { callId, desk } = readMeta(view.meta);
  const show = (modal: Modal) => deps.updateView(view.id, modal);
  const showAgain = async (said: string) => {
    await ack();
    return show(await againOnDesk(deps, place, { callId, desk }, said));
  };
  // What is pressed is what is shown: a button of an earlier question that was still there counts for nothing.
  if (!desk || callId !== press.id) return showAgain("That one was answered or left already.");
  if (press.verb === "skip") {
    await ack();
    return show(await nextOnDesk(deps, place, desk, ""));
  }
  const verb = press.verb.slice("tap.".length);
  const found = await deps.waiting.form(place, callId);
  if (found.kind === "not") {
    await ack();
    return show(await nextOnDesk(deps, place, desk, found.why));
  }
  const tap = tapsOf(found.view).find((one) => one.verb === verb);
  if (!tap) return showAgain("That button is not there any more.");
  if (tap.opensForm) {
    await ack();
    const look = { domain: deps.domain(), tz: found.tz };
    return show(deskModal(onDesk(found.view, { ...desk, verb }, ""), look));
  }
  const home = await deps.home(callId);
  const id = await deps.acceptClick({
    // Two taps on one question are one decision.
    dedupeKey: `desk:${view.id}:${callId}`,
    team: place.team,
    actor: place.actor,
    channel: home?.channel ?? "",
    threadTs: home?.threadTs ?? null,
    body: { kind: "decide", callId, verb, values: {} },
  });
  await ack();
  if (id !== null) await soonDone(deps, [id]);
  await show(
    await nextOnDesk(deps, place, desk, (await deps.waiting.lost(place, [callId]))[0] ?? ""),
  );
}

/** The call that is shown, once more, with a line that says why; where it is over, the next one. */
async function againOnDesk(
  deps: ListenerDeps,
  place: Place,
  { callId, desk }: HomeMeta,
  said: string,
): Promise<Modal> {
  if (!desk) return deskDoneModal((await deps.waiting.queue(place)).length, said);
  const found = await deps.waiting.form(place, callId);
  if (found.kind === "not") return nextOnDesk(deps, place, desk, said);
  return deskModal(onDesk(found.view, desk, said), { domain: deps.domain(), tz: found.tz });
}

/** The next call that still waits; those that are over meanwhile are left out, and that is said in a line. */
export async function nextOnDesk(
  deps: ListenerDeps,
  place: Place,
  desk: DeskPlace,
  said: string,
): Promise<Modal> {
  const words = said === "" ? [] : [said];
  for (const [index, callId] of desk.left.entries()) {
    const found = await deps.waiting.form(place, callId);
    if (found.kind === "not") {
      words.push(found.why);
      continue;
    }
    const next = { at: desk.at + index + 1, of: desk.of, left: desk.left.slice(index + 1) };
    return deskModal(onDesk(found.view, next, meanwhile(words)), {
      domain: deps.domain(),
      tz: found.tz,
    });
  }
  return deskDoneModal((await deps.waiting.queue(place)).length, meanwhile(words));
}

function meanwhile([first, ...rest]: readonly string[]): string {
  if (first === undefined) return "";
  return rest.length === 0 ? first : `${first} ${rest.length} more are over, too.`;
}
