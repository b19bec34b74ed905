import { asString, asText, isObject, type JsonObject } from "./json.js";
import type { FieldValue } from "./browser-contract.js";
import { elementState } from "./form-values.js";
import type { Channel, Person } from "./types.js";
import type { World } from "./world.js";

/** What every interaction carries: who, where the app is installed, and the (useless) token. */
export function payloadBase(world: World, person: Person): JsonObject {
  const { team, bot } = world.state;
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: bot.appId,
    token: "playground-verification-token",
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A channel as interactions name it. */
export function payloadChannel(channel: Channel): { id: string; name: string } {
  if (channel.isDm) return { id: channel.id, name: "directmessage" };
  return { id: channel.id, name: channel.isPrivate ? "privategroup" : channel.name };
}

/** Seconds with microseconds, as `action_ts` has them. */
export function actionTs(world: World): string {
  return (world.clock.now().getTime() / 1000).toFixed(6);
}

/** The entry of `actions` for one pressed or changed element. */
export function pressedAction(
  world: World,
  block: JsonObject,
  element: JsonObject,
  value: FieldValue | undefined,
): JsonObject {
  const type = asString(element["type"]) ?? "";
  const shared: JsonObject = {
    type,
    action_id: element["action_id"],
    block_id: block["block_id"],
    action_ts: actionTs(world),
  };
  if (type === "button" || type === "icon_button") {
    const { text, value: carried, style, url } = element;
    return { ...shared, text, ...defined({ value: carried, style, url }) };
  }
  if (type === "feedback_buttons") {
    const chosen = [element["positive_button"], element["negative_button"]].find(
      (part) => isObject(part) && part["value"] === value,
    );
    if (!isObject(chosen)) throw new Error(`"${asText(value)}" is not one of the feedback buttons`);
    return { ...shared, value: chosen["value"], text: chosen["text"] };
  }
  if (type === "overflow") {
    const options = Array.isArray(element["options"]) ? element["options"] : [];
    const chosen = options.find((option) => isObject(option) && option["value"] === value);
    if (!isObject(chosen)) throw new Error(`"${asText(value)}" is not in this menu`);
    return { ...shared, selected_option: chosen };
  }
  return {
    ...shared,
    ...elementState(element, value ?? null),
    ...defined({ placeholder: element["placeholder"] }),
  };
}

function defined(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
