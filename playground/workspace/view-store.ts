import { randomBytes } from "node:crypto";
import { withIds } from "./block-ids.js";
import { asString, isObject, objectsIn, type JsonObject } from "./json.js";
import { SlackRefusal } from "./refusal.js";
import type { View } from "./types.js";
import type { World } from "./world.js";

const maxStack = 3;

/** What Slack shows as a view, made from what an app sent; ids and hash are new. */
export function makeView(world: World, given: JsonObject, like?: View): View {
  const id = like?.id ?? world.nextId("V");
  return {
    id,
    type: given["type"] === "home" ? "home" : "modal",
    callback_id: asString(given["callback_id"]) ?? "",
    title: objectOrNull(given["title"]),
    submit: objectOrNull(given["submit"]),
    close: objectOrNull(given["close"]),
    blocks: withIds(objectsIn(given["blocks"])),
    private_metadata: asString(given["private_metadata"]) ?? "",
    external_id: asString(given["external_id"]) ?? "",
    hash: `${world.nowSeconds()}.${randomBytes(4).toString("hex")}`,
    root_view_id: like?.root_view_id ?? id,
    previous_view_id: like?.previous_view_id ?? null,
    notify_on_close: given["notify_on_close"] === true,
    clear_on_close: given["clear_on_close"] === true,
    state: { values: {} },
  };
}

function objectOrNull(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

/** A view as the Web API and payloads carry it. */
export function asApiView(world: World, view: View): JsonObject {
  const { team, bot } = world.state;
  return {
    ...(structuredClone(view) as View & JsonObject),
    team_id: team.id,
    app_id: bot.appId,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}

function stackOf(world: World, user: string): View[] {
  const stack = world.stacks.get(user) ?? [];
  world.stacks.set(user, stack);
  return stack;
}

/** Opens a modal for a person; what was open before is gone. */
export function openModal(world: World, user: string, given: JsonObject): View {
  refuseTaken(world, given);
  const view = makeView(world, given);
  world.stacks.set(user, [view]);
  world.touch();
  return view;
}

/** Puts a modal on top of a person's stack; at most three lie on it. */
export function pushModal(world: World, user: string, given: JsonObject): View {
  const stack = stackOf(world, user);
  const top = stack.at(-1);
  if (!top) throw new SlackRefusal("not_found");
  if (stack.length >= maxStack) throw new SlackRefusal("push_limit_reached");
  refuseTaken(world, given);
  const view = makeView(world, given);
  view.root_view_id = top.root_view_id;
  view.previous_view_id = top.id;
  stack.push(view);
  world.touch();
  return view;
}

function refuseTaken(world: World, given: JsonObject): void {
  const external = asString(given["external_id"]);
  if (!external) return;
  for (const stack of world.stacks.values())
    if (stack.some((view) => view.external_id === external))
      throw new SlackRefusal("duplicate_external_id");
}

/** An open modal or home tab with its owner, by id or the app's own id. */
export function findView(
  world: World,
  by: { id?: string | undefined; externalId?: string | undefined },
): { user: string; view: View } | undefined {
  const fits = (view: View): boolean =>
    by.id === undefined ? !!by.externalId && view.external_id === by.externalId : view.id === by.id;
  for (const [user, stack] of world.stacks) {
    const view = stack.find(fits);
    if (view) return { user, view };
  }
  for (const [user, view] of Object.entries(world.state.homes))
    if (fits(view)) return { user, view };
  return undefined;
}

/** Replaces the content of an open view; fields a person filled keep their values by block id. */
export function replaceView(world: World, view: View, given: JsonObject): View {
  const next = makeView(world, given, view);
  const known = new Set(next.blocks.map((block) => asString(block["block_id"])));
  for (const [blockId, values] of Object.entries(view.state.values))
    if (known.has(blockId)) next.state.values[blockId] = values;
  Object.assign(view, next);
  world.touch();
  return view;
}

/** Shows a home tab to a person. */
export function publishHome(world: World, user: string, given: JsonObject): View {
  const view = makeView(world, given, world.state.homes[user]);
  world.state.homes[user] = view;
  world.touch();
  return view;
}

/** Takes the top modal (or all of them) away; returns what was closed. */
export function closeModals(world: World, user: string, all: boolean): View[] {
  const stack = stackOf(world, user);
  const closed = all ? stack.splice(0) : stack.splice(-1);
  world.touch();
  return closed;
}
