import { withIds } from "./block-ids.js";
import { addMessage, changeMessage, removeMessage } from "./conversation.js";
import type { EventFeed } from "./events.js";
import type { Json, JsonObject } from "./json.js";
import { checkMessageBlocks, truncateText } from "./limits.js";
import { SlackRefusal } from "./refusal.js";
import type { World } from "./world.js";

/** What a response URL answers to: who pressed, and the message that was pressed, if any. */
export interface ResponseSource {
  user: string;
  channel: string;
  threadTs?: string | undefined;
  ts?: string | undefined;
  ephemeralId?: string | undefined;
}

/** The private addresses interactions carry: five uses, thirty minutes. */
export interface Responses {
  issue(source: ResponseSource): string;
  /** Does what the app posted to the address; refuses used-up, late or wrong posts. */
  post(id: string, body: JsonObject): void;
  /** The same for the immediate answer to a command. */
  show(source: ResponseSource, body: JsonObject): void;
}

const maxUses = 5;
const lifeMs = 30 * 60_000;

/** Response addresses under `origin()/response/`. */
export function createResponses(options: {
  world: World;
  feed: EventFeed;
  refusedBlocks: readonly string[];
  origin: () => string;
}): Responses {
  const { world, feed } = options;
  const issued = new Map<string, { source: ResponseSource; atMs: number; uses: number }>();

  const author = (): { user: string; bot_id: string; app_id: string; team: string } => {
    const { bot, team } = world.state;
    return { user: bot.userId, bot_id: bot.botId, app_id: bot.appId, team: team.id };
  };

  const replace = (
    source: ResponseSource,
    text: string,
    blocks: JsonObject[] | undefined,
  ): void => {
    const ephemeral = world.state.ephemerals.find((one) => one.ephemeralId === source.ephemeralId);
    const message = source.ts === undefined ? undefined : world.message(source.channel, source.ts);
    const change = (target: { text: string; blocks?: JsonObject[] | undefined }): void => {
      target.text = text;
      if (blocks) target.blocks = blocks;
      else delete target.blocks;
    };
    if (ephemeral) {
      change(ephemeral);
      world.touch();
    } else if (message) {
      changeMessage(world, feed, source.channel, message, change, world.state.bot.botId);
    } else {
      throw new SlackRefusal("message_not_found");
    }
  };

  const remove = (source: ResponseSource): void => {
    const { state } = world;
    state.ephemerals = state.ephemerals.filter((one) => one.ephemeralId !== source.ephemeralId);
    const message = source.ts === undefined ? undefined : world.message(source.channel, source.ts);
    if (message) removeMessage(world, feed, source.channel, message);
    world.touch();
  };

  const show = (source: ResponseSource, body: JsonObject): void => {
    if (body["delete_original"] === true) return remove(source);
    const text = typeof body["text"] === "string" ? truncateText(body["text"]) : "";
    const given: Json | undefined = body["blocks"];
    const blocks =
      given === undefined ? undefined : withIds(checkMessageBlocks(given, options.refusedBlocks));
    if (text === "" && !blocks?.length) throw new SlackRefusal("no_text");
    if (body["replace_original"] === true) return replace(source, text, blocks);
    const threadTs = typeof body["thread_ts"] === "string" ? body["thread_ts"] : source.threadTs;
    const shared = {
      ...author(),
      text,
      ...(blocks ? { blocks } : {}),
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    };
    if (body["response_type"] === "in_channel") {
      addMessage(world, feed, source.channel, shared);
      return;
    }
    world.state.ephemerals.push({
      type: "message",
      ephemeralId: world.nextId("E"),
      channel: source.channel,
      to: source.user,
      ...shared,
      ts: world.nextTs(),
    });
    world.touch();
  };

  return {
    show,
    issue(source) {
      const id = crypto.randomUUID();
      issued.set(id, { source, atMs: world.clock.now().getTime(), uses: 0 });
      return `${options.origin()}/response/${id}`;
    },
    post(id, body) {
      const found = issued.get(id);
      if (!found || world.clock.now().getTime() - found.atMs > lifeMs)
        throw new SlackRefusal("expired_url");
      if (found.uses >= maxUses) throw new SlackRefusal("used_url");
      found.uses += 1;
      show(found.source, body);
    },
  };
}
