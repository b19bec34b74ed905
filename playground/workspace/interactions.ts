import { findElement } from "./block-ids.js";
import type { FieldValue } from "./browser-contract.js";
import { CannotDo } from "./cannot-do.js";
import { asApiMessage } from "./conversation.js";
import type { Acked, Deliveries } from "./deliveries.js";
import { formState } from "./form-values.js";
import { actionTs, payloadBase, payloadChannel, pressedAction } from "./interaction-payloads.js";
import { asText, isObject, type JsonObject } from "./json.js";
import type { Responses } from "./responses.js";
import { canSee, knownChannel, knownPerson } from "./sight.js";
import type { Triggers } from "./triggers.js";
import type { Ephemeral, Message } from "./types.js";
import { asApiView, findView } from "./view-store.js";
import type { World } from "./world.js";

/** What interactions need to build a payload and hand it over. */
export interface InteractionRooms {
  world: World;
  deliveries: Deliveries;
  triggers: Triggers;
  responses: Responses;
}

/** A press on something in a message, an ephemeral message, a modal or the home tab. */
export interface Click {
  user: string;
  channel?: string | undefined;
  ts?: string | undefined;
  ephemeralId?: string | undefined;
  viewId?: string | undefined;
  actionId: string;
  blockId?: string | undefined;
  /** The chosen option's value, or what was typed or picked; for a button, tells equal ones apart. */
  value?: string | string[] | undefined;
  values?: Record<string, FieldValue> | undefined;
  /** Send it although this person could not press it: a forged payload. */
  force?: boolean | undefined;
}

function pressed(blocks: JsonObject[], click: Click): { block: JsonObject; element: JsonObject } {
  const wanted = blocks.filter((block) => {
    const found = findElement([block], click.actionId, click.blockId);
    return (
      found &&
      (found.element["type"] !== "button" ||
        click.value === undefined ||
        found.element["value"] === click.value)
    );
  });
  const found = findElement(wanted, click.actionId, click.blockId);
  if (!found) {
    const ids = blocks.flatMap(
      (block) => JSON.stringify(block).match(/"action_id":"[^"]*"/g) ?? [],
    );
    throw new CannotDo(
      `There is no control "${click.actionId}" here. Here are: ${ids.join(", ") || "none"}.`,
    );
  }
  return found;
}

/** Presses something and waits for the app's ack. */
export async function click(rooms: InteractionRooms, wanted: Click): Promise<Acked> {
  const person = knownPerson(rooms.world, wanted.user);
  if (person.isDeleted && !wanted.force)
    throw new CannotDo(`${person.realName}'s account is switched off.`);
  return wanted.viewId === undefined
    ? clickMessage(rooms, wanted)
    : clickView(rooms, wanted, wanted.viewId);
}

function aimedAt(
  world: World,
  wanted: Click,
): { message: Message | Ephemeral; ephemeral: boolean } {
  const channel = wanted.channel ?? "";
  const ephemeral = world.state.ephemerals.find((one) =>
    wanted.ephemeralId === undefined
      ? one.channel === channel && one.ts === wanted.ts
      : one.ephemeralId === wanted.ephemeralId,
  );
  if (ephemeral) {
    if (ephemeral.to !== wanted.user && !wanted.force)
      throw new CannotDo("Only somebody else sees this message.");
    return { message: ephemeral, ephemeral: true };
  }
  const message = world.message(channel, wanted.ts ?? "");
  if (!message) throw new CannotDo("This message is gone.");
  return { message, ephemeral: false };
}

/** What was last picked in a message's own fields, by channel and `ts`. */
const messageStates = new WeakMap<World, Map<string, JsonObject>>();

async function clickMessage(rooms: InteractionRooms, wanted: Click): Promise<Acked> {
  const { world } = rooms;
  const person = knownPerson(world, wanted.user);
  const { message, ephemeral } = aimedAt(world, wanted);
  const channel = knownChannel(
    world,
    "channel" in message ? asText(message.channel) : (wanted.channel ?? ""),
  );
  if (!wanted.force && !canSee(person, channel))
    throw new CannotDo(`${person.realName} cannot see this channel.`);
  const blocks = message.blocks ?? [];
  const { block, element } = pressed(blocks, wanted);
  const states = messageStates.get(world) ?? new Map<string, JsonObject>();
  messageStates.set(world, states);
  const key = `${channel.id}:${message.ts}`;
  const own =
    wanted.value === undefined
      ? {}
      : { [`${asText(block["block_id"])}/${wanted.actionId}`]: wanted.value };
  const state = formState(blocks, { ...wanted.values, ...own }, states.get(key) ?? {});
  states.set(key, state);
  const threadTs = message.thread_ts;
  const payload: JsonObject = {
    type: "block_actions",
    ...payloadBase(world, person),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
    trigger_id: rooms.triggers.issue(person.id),
    channel: payloadChannel(channel),
    ...(ephemeral ? {} : { message: asApiMessage(message as Message, true) }),
    state: { values: state },
    response_url: rooms.responses.issue({
      user: person.id,
      channel: channel.id,
      threadTs: threadTs === message.ts ? undefined : threadTs,
      ...(ephemeral ? { ephemeralId: (message as Ephemeral).ephemeralId } : { ts: message.ts }),
    }),
    actions: [pressedAction(world, block, element, wanted.value)],
  };
  return rooms.deliveries.ask("interactive", payload);
}

async function clickView(rooms: InteractionRooms, wanted: Click, viewId: string): Promise<Acked> {
  const { world } = rooms;
  const person = knownPerson(world, wanted.user);
  const found = findView(world, { id: viewId });
  if (!found) throw new CannotDo("This form is no longer open.");
  if (found.user !== person.id && !wanted.force)
    throw new CannotDo("Only somebody else sees this form.");
  const { view } = found;
  const { block, element } = pressed(view.blocks, wanted);
  const own =
    wanted.value === undefined
      ? {}
      : { [`${asText(block["block_id"])}/${wanted.actionId}`]: wanted.value };
  view.state.values = formState(view.blocks, { ...wanted.values, ...own }, view.state.values);
  const payload: JsonObject = {
    type: "block_actions",
    ...payloadBase(world, person),
    container: { type: "view", view_id: view.id },
    trigger_id: rooms.triggers.issue(person.id, view.type === "modal" ? view.id : undefined),
    view: asApiView(world, view),
    actions: [pressedAction(world, block, element, wanted.value)],
  };
  return rooms.deliveries.ask("interactive", payload);
}

/** Uses a shortcut from a message's menu. */
export async function messageShortcut(
  rooms: InteractionRooms,
  wanted: { user: string; channel: string; ts: string; callbackId: string },
): Promise<Acked> {
  const { world } = rooms;
  const person = knownPerson(world, wanted.user);
  const channel = knownChannel(world, wanted.channel);
  const message = world.message(channel.id, wanted.ts);
  if (!message) throw new CannotDo("This message is gone.");
  if (!canSee(person, channel)) throw new CannotDo(`${person.realName} cannot see this channel.`);
  return rooms.deliveries.ask("interactive", {
    type: "message_action",
    ...payloadBase(world, person),
    action_ts: actionTs(world),
    channel: payloadChannel(channel),
    callback_id: wanted.callbackId,
    trigger_id: rooms.triggers.issue(person.id),
    message_ts: message.ts,
    message: asApiMessage(message, true),
    response_url: rooms.responses.issue({ user: person.id, channel: channel.id, ts: message.ts }),
  });
}

/** Uses a shortcut that belongs to no message. */
export async function globalShortcut(
  rooms: InteractionRooms,
  wanted: { user: string; callbackId: string },
): Promise<Acked> {
  const person = knownPerson(rooms.world, wanted.user);
  return rooms.deliveries.ask("interactive", {
    type: "shortcut",
    ...payloadBase(rooms.world, person),
    action_ts: actionTs(rooms.world),
    callback_id: wanted.callbackId,
    trigger_id: rooms.triggers.issue(person.id),
  });
}

/** Runs a slash command; what the app answers at once is shown like Slack shows it. */
export async function runCommand(
  rooms: InteractionRooms,
  wanted: { user: string; channel: string; command: string; text: string },
): Promise<Acked> {
  const { world } = rooms;
  const person = knownPerson(world, wanted.user);
  const channel = knownChannel(world, wanted.channel);
  if (!canSee(person, channel)) throw new CannotDo(`${person.realName} cannot see this channel.`);
  const { team, bot } = world.state;
  const source = { user: person.id, channel: channel.id };
  const acked = await rooms.deliveries.ask("slash_commands", {
    token: "playground-verification-token",
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: payloadChannel(channel).name,
    user_id: person.id,
    user_name: person.name,
    command: wanted.command,
    text: wanted.text,
    api_app_id: bot.appId,
    is_enterprise_install: "false",
    response_url: rooms.responses.issue(source),
    trigger_id: rooms.triggers.issue(person.id),
  });
  const { response } = acked;
  if (typeof response === "string" && response !== "")
    rooms.responses.show(source, { text: response });
  if (isObject(response) && (response["text"] !== undefined || response["blocks"] !== undefined))
    rooms.responses.show(source, response);
  return acked;
}
