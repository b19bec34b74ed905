import type { CallView } from "../../humans/call-view.js";
import { functionOf } from "../../humans/functions/registry.js";
import { formModal } from "../views/modals/form.js";
import type { Modal } from "../views/modals/modal.js";
import { readAllModal } from "../views/modals/read-all.js";
import { commitThenAct } from "./commit.js";
import { onDelegate } from "./delegate.js";
import type { ListenerDeps } from "./deps.js";
import { openForm } from "./open-form.js";
import type { Place } from "./place.js";
import type { Press } from "./press.js";
import { onStopJob } from "./stop-job.js";

/** A press on a human-call card: a decision is committed before the ack; a form is opened after it. */
export async function onCallButton(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> {
  if (press.verb === "why") {
    const body = { kind: "why_call", callId: press.id } as const;
    await commitThenAct(deps, place, press.key, body, ack);
    return;
  }
  if (press.verb === "stop") return onStopJob(deps, place, press, ack);
  if (press.verb === "delegate") return onDelegate(deps, place, press, ack);
  if (press.verb === "remind") {
    await commitThenAct(deps, place, press.key, { kind: "remind", callId: press.id }, ack);
    return;
  }
  if (press.verb === "view" || (await deps.look.opensForm(press.id, press.verb))) {
    await ack();
    await openForm(deps, place, press.key, () => formFor(deps, place, press), press);
    return;
  }
  const body = { kind: "decide", callId: press.id, verb: press.verb, values: {} } as const;
  await commitThenAct(deps, place, press.key, body, ack);
}

async function formFor(deps: ListenerDeps, place: Place, press: Press): Promise<Modal | null> {
  const looker = { ...place, key: press.key, callId: press.id };
  const { verb } = press;
  const view =
    verb === "view" ? await deps.look.read(looker) : await deps.look.form({ ...looker, verb });
  if (!view) return null;
  const modal = modalFor(press.verb, view, deps.domain());
  if (modal === null) {
    await deps.tell(
      { key: press.key, channel: place.channel, threadTs: place.threadTs, userId: place.actor },
      "This text is too long to edit in a form. Ask for changes instead.",
    );
  }
  return modal;
}

function modalFor(verb: string, view: CallView, domain: string): Modal | null {
  const { call, text } = view;
  if (verb !== "view") {
    const form = functionOf(call.args).form(verb, view);
    return form && formModal({ callId: call.id, verb, form, domain });
  }
  const { args } = call;
  return readAllModal({
    callId: call.id,
    title: args.title,
    markdown: text,
    domain,
    // What was checked is another text once somebody has edited it.
    ...(args.fn === "approve" && call.outcome?.verb !== "edit" ? { aside: args } : {}),
  });
}
