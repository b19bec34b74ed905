import type { FieldValue } from "./browser-contract.js";
import { CannotDo } from "./cannot-do.js";
import { fieldErrors, formState } from "./form-values.js";
import type { InteractionRooms } from "./interactions.js";
import { payloadBase } from "./interaction-payloads.js";
import { asString, asText, isObject, objectsIn, type Json, type JsonObject } from "./json.js";
import { checkView } from "./limits.js";
import { knownPerson } from "./sight.js";
import { asApiView, closeModals, pushModal, replaceView } from "./view-store.js";
import type { View } from "./types.js";
import type { World } from "./world.js";

/** How a submitted form ended; `errors` are by `block_id`. */
export interface Submitted {
  ok: boolean;
  acked: boolean;
  errors?: Record<string, string>;
  response?: Json | undefined;
  ackMs?: number;
}

function topView(rooms: InteractionRooms, user: string, viewId: string): View {
  const top = rooms.world.stacks.get(user)?.at(-1);
  if (top?.id !== viewId) throw new CannotDo("This form is no longer open.");
  return top;
}

/** Submits the modal on top of a person's stack and does what the app's ack says. */
export async function submit(
  rooms: InteractionRooms,
  wanted: { user: string; viewId: string; values: Record<string, FieldValue> },
): Promise<Submitted> {
  const { world } = rooms;
  const person = knownPerson(world, wanted.user);
  const view = topView(rooms, person.id, wanted.viewId);
  const unknown = Object.keys(wanted.values).filter(
    (key) => !view.blocks.some((block) => block["block_id"] === key.split("/")[0]),
  );
  if (unknown.length > 0) throw new CannotDo(`This form has no field ${unknown.join(", ")}.`);
  view.state.values = withFiles(
    world,
    person.id,
    formState(view.blocks, wanted.values, view.state.values),
  );
  const refused = fieldErrors(view.blocks, view.state.values);
  if (Object.keys(refused).length > 0) return { ok: false, acked: false, errors: refused };
  const acked = await rooms.deliveries.ask("interactive", {
    type: "view_submission",
    ...payloadBase(world, person),
    trigger_id: rooms.triggers.issue(person.id, view.id),
    view: asApiView(world, view),
    response_urls: [],
  });
  if (!acked.acked) return { ok: false, acked: false, ackMs: acked.ackMs };
  const errors = obey(rooms, person.id, view, acked.response);
  return {
    ok: errors === undefined,
    acked: true,
    response: acked.response,
    ackMs: acked.ackMs,
    ...(errors ? { errors } : {}),
  };
}

/** Files of file inputs as Slack describes them; from then on the app can see them. */
function withFiles(world: World, user: string, values: JsonObject): JsonObject {
  const described = (entry: Json | undefined): Json => {
    if (!isObject(entry) || entry["type"] !== "file_input") return entry ?? null;
    const files = objectsIn(entry["files"]).map(({ id }) => {
      const file = world.file(asText(id));
      if (file?.user !== user) throw new CannotDo("This file is not there.");
      file.isHandedIn = true;
      const { name, title, mimetype, filetype, size, created } = file;
      return { id: file.id, name, title, mimetype, filetype, size, user, created };
    });
    return { ...entry, files };
  };
  const perBlock = Object.entries(values).map(([block, actions]) => [
    block,
    isObject(actions)
      ? Object.fromEntries(Object.entries(actions).map(([id, entry]) => [id, described(entry)]))
      : actions,
  ]);
  return Object.fromEntries(perBlock) as JsonObject;
}

function obey(
  rooms: InteractionRooms,
  user: string,
  view: View,
  response: Json | undefined,
): Record<string, string> | undefined {
  const action = isObject(response) ? asString(response["response_action"]) : undefined;
  const given: JsonObject = isObject(response) ? response : {};
  switch (action) {
    case undefined:
      rooms.world.stacks.set(
        user,
        (rooms.world.stacks.get(user) ?? []).filter((open) => open !== view),
      );
      rooms.world.touch();
      return undefined;
    case "clear":
      closeModals(rooms.world, user, true);
      return undefined;
    case "update":
      replaceView(rooms.world, view, checkView(given["view"] ?? null, ["modal"], []));
      return undefined;
    case "push":
      pushModal(rooms.world, user, checkView(given["view"] ?? null, ["modal"], []));
      return undefined;
    case "errors":
      return namedErrors(view, given["errors"]);
    default:
      throw new Error(`the app answered a form with an unknown response_action: ${action}`);
  }
}

function namedErrors(view: View, given: Json | undefined): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [blockId, sentence] of Object.entries(isObject(given) ? given : {})) {
    const isField = view.blocks.some(
      (block) => block["block_id"] === blockId && block["type"] === "input",
    );
    // Slack shows only a general failure for errors on fields that do not exist; here it is loud.
    if (!isField)
      throw new Error(`the app reported an error for "${blockId}", which is no input of its form`);
    errors[blockId] = asText(sentence);
  }
  return errors;
}

/** Closes the top modal, or all of them; the app hears of those that asked for it. */
export async function closeView(
  rooms: InteractionRooms,
  wanted: { user: string; viewId: string; all?: boolean | undefined },
): Promise<void> {
  const person = knownPerson(rooms.world, wanted.user);
  const view = topView(rooms, person.id, wanted.viewId);
  const all = wanted.all === true || view.clear_on_close;
  for (const closed of closeModals(rooms.world, person.id, all)) {
    if (!closed.notify_on_close) continue;
    await rooms.deliveries.ask("interactive", {
      type: "view_closed",
      ...payloadBase(rooms.world, person),
      view: asApiView(rooms.world, closed),
      is_cleared: all,
    });
  }
}
