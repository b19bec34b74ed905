import { type PostTarget } from "../../domain/effect.js";
import type { Named } from "../../domain/person.js";
import { type NamedChannel, readPostWish } from "../../domain/post-wish.js";
import type { ChannelFacts, Channels } from "../../humans/ports.js";

/** Where the result is posted besides its thread, and what the requester must hear about it now. */
export interface PostWanted {
  post: PostTarget | null;
  /** Why it is not possible as things stand, with what can be done; "" if it is. */
  said: string;
}

/**
 * Finds the one channel in which the requester's own words want the result posted. It is looked at again before
 * anybody is asked, so what is not possible now may be by then.
 */
export function createPostTarget(deps: { channels: Channels }): (asked: {
  team: string;
  /** Where it was asked. */
  channel: string;
  text: string;
  requester: Named;
}) => Promise<PostWanted> {
  return async ({ team, channel, text, requester }) => {
    const wished = readPostWish(text);
    const [one, ...more] = wished;
    if (!one) return { post: null, said: "" };
    if (more.length > 0) {
      const names = wished.map((each) => `#${each.name || "another channel"}`).join(" and ");
      const said = `I post in one channel only, and you named ${names}. The result stays in this thread.`;
      return { post: null, said };
    }
    const found = await factsOf(deps.channels, one);
    const facts = found && (await maySee(deps.channels, found, requester, 0)) ? found : null;
    // What a channel is really called, or whether there is one, is told only to who is in it.
    const name = facts?.name || one.name;
    const called = name === "" ? "that channel" : `#${name}`;
    const id = facts?.id ?? one.id;
    if (id === channel) return { post: null, said: "" };
    const why = await whyNot(deps.channels, facts, called, requester);
    const post = id === null ? null : { team, channel: id, channelName: name || "that channel" };
    return { post, said: why === "" ? "" : `${why} Until then the result stays in this thread.` };
  };
}

async function factsOf(channels: Channels, one: NamedChannel): Promise<ChannelFacts | null> {
  return one.id === null ? channels.named(one.name) : channels.facts(one.id, 0);
}

async function whyNot(
  channels: Channels,
  facts: ChannelFacts | null,
  called: string,
  requester: Named,
): Promise<string> {
  if (!facts)
    return `I could not see that you and I are both in ${called}. If you are, type /invite @Fermata there.`;
  if (!facts.hasBot) return `I am not in ${called}. Type /invite @Fermata there.`;
  return cannotPost(channels, facts, requester, 0);
}

/** Why a result cannot be posted in a channel for this person, as a sentence; "" if it can. Asks Slack. */
export async function cannotPost(
  channels: Channels,
  facts: ChannelFacts | null,
  requester: Named,
  maxAgeMs: number,
): Promise<string> {
  if (!facts || !(await maySee(channels, facts, requester, maxAgeMs)))
    return `The channel is archived, or I could not see that ${requester.name} and I are both in it.`;
  const called = `#${facts.name}`;
  if (facts.kind !== "public" && facts.kind !== "private") return "That is no channel.";
  if (!facts.hasBot) return `I am not in ${called}.`;
  const isIn = await channels.isIn(requester.id, facts.id, maxAgeMs);
  return isIn ? "" : `${requester.name} is not in ${called}.`;
}

/** Whether somebody may be told anything of a channel: it is public, or both are in it. */
async function maySee(
  channels: Channels,
  facts: ChannelFacts,
  requester: Named,
  maxAgeMs: number,
): Promise<boolean> {
  if (facts.kind === "public") return true;
  return (
    facts.hasBot &&
    ((await channels.memberIds(facts.id, maxAgeMs))?.includes(requester.id) ?? false)
  );
}
