import type { BrowserState } from "./browser-contract.js";
import { elementsOf } from "./block-ids.js";
import { asString } from "./json.js";
import { mentions, readableText } from "./pings.js";
import type { Message, Person } from "./types.js";
import type { World } from "./world.js";

type Hint = NonNullable<BrowserState["hint"]>;

/** Controls that only show something; a card is open while it has others of the `call.` family. */
const onlyShows = new Set(["call.view", "call.why", "call.undo"]);

function actionsOf(message: Message): string[] {
  return (message.blocks ?? [])
    .flatMap(elementsOf)
    .map((element) => asString(element["action_id"]) ?? "");
}

function isOpenCard(message: Message): boolean {
  return actionsOf(message).some((id) => id.startsWith("call.") && !onlyShows.has(id));
}

function firstName(person: Person | undefined): string {
  return person?.realName.split(" ")[0] ?? "somebody";
}

/** What the app wrote to this person alone since then, oldest first, and where. */
function inDirectMessages(
  world: World,
  user: string,
  since: string,
): { channel: string; message: Message }[] {
  const { userId, botId } = world.state.bot;
  const dm = world.state.channels.find(
    (channel) => channel.isDm && [user, userId].every((id) => channel.members.includes(id)),
  );
  if (!dm) return [];
  return world
    .messagesIn(dm.id)
    .filter((message) => message.bot_id === botId && Number(message.ts) > Number(since))
    .map((message) => ({ channel: dm.id, message }));
}

/** What a newcomer can press next, seen by one person; nothing once the story is over. */
export function hintFor(world: World, me: Person): Hint | null {
  const { start, bot, playable } = world.state;
  if (!start) return null;
  const place = {
    channel: start.channel,
    ...(start.threadTs === undefined ? {} : { threadTs: start.threadTs }),
  };
  const inThread = world
    .messagesIn(start.channel)
    .filter((message) => start.threadTs === undefined || message.thread_ts === start.threadTs);
  const asked = inThread.find(
    (message) => message.bot_id === undefined && mentions(message.text, bot.userId),
  );
  const requester = playable[0] ?? "";
  if (!asked) {
    if (me.id === requester)
      return {
        ...place,
        line: "Press Send to give Fermata the goal that is written below.",
        draft: start.draft,
      };
    return {
      ...place,
      line: `Become ${firstName(world.person(requester))} to give Fermata a goal.`,
      become: requester,
    };
  }
  const card = inThread.findLast((message) => message.bot_id === bot.botId && isOpenCard(message));
  if (card) {
    const text = readableText(card);
    const deciders = playable.filter((id) => text.includes(`<@${id}>`));
    // The first one mentioned is asked; later mentions say who wants it.
    const first = deciders.toSorted((a, b) => text.indexOf(`<@${a}>`) - text.indexOf(`<@${b}>`))[0];
    if (first === undefined) return { ...place, line: "Fermata asks something in the thread." };
    if (first === me.id)
      return { ...place, line: "Fermata asks you. Answer on the card in the thread." };
    return {
      ...place,
      line: `Fermata asks ${firstName(world.person(first))}. Become ${firstName(world.person(first))} to answer.`,
      become: first,
    };
  }
  // What not everybody in the thread may read is asked in a direct message.
  for (const user of playable) {
    const asking = inDirectMessages(world, user, asked.ts).findLast(({ message }) =>
      isOpenCard(message),
    );
    if (!asking) continue;
    const root = asking.message.thread_ts;
    const there = {
      channel: asking.channel,
      ...(root === undefined || root === asking.message.ts ? {} : { threadTs: root }),
    };
    if (user === me.id)
      return { ...there, line: "Fermata asks you in a direct message. Answer on the card." };
    const name = firstName(world.person(user));
    return {
      ...there,
      line: `Fermata asks ${name} in a direct message. Become ${name} to answer.`,
      become: user,
    };
  }
  // Only the status message of a job that goes on can be stopped, and only its last message can be asked why.
  const own = [
    ...inThread.filter((message) => message.bot_id === bot.botId),
    ...inDirectMessages(world, requester, asked.ts).map(({ message }) => message),
  ].map(actionsOf);
  const last = own.some((ids) => ids.includes("run.stop"))
    ? undefined
    : own.findLast((ids) => ids.includes("run.why"));
  if (last?.includes("run.redo"))
    return {
      ...place,
      line: "Done. The result is in the thread. Press Why? under it, or give Fermata another goal.",
    };
  if (last) return { ...place, line: "The job ended without a result. Give Fermata another goal." };
  return {
    ...place,
    line: "Fermata is working. Its status message ticks in the thread; Stop ends it.",
  };
}
