import type { JsonObject } from "./json.js";
import type { World } from "./world.js";

const token = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g;
const link = /https?:\/\/[^\s<>]+[^\s<>.,;:!?)\]}'"]/g;

/** Turns what a person types into Slack's text: escaped, with mentions, channels and links as tokens. */
export function composeTyped(world: World, typed: string): string {
  const escaped = typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const linked = escaped.replace(link, (url) => `<${url}>`);
  return withNames(world, linked, (person) => `<@${person}>`);
}

/** The text of a slash command, where Slack puts the name beside the id. */
export function composeCommand(world: World, typed: string): string {
  return withNames(world, typed, (person, name) => `<@${person}|${name}>`);
}

function withNames(
  world: World,
  text: string,
  mention: (id: string, name: string) => string,
): string {
  const named = text.replace(
    /(^|[\s(,])@([\p{L}\d_.-]*[\p{L}\d_])/gu,
    (whole, before: string, name: string) => {
      const wanted = name.toLowerCase();
      const person = world.state.people.find(
        (candidate) =>
          candidate.name === wanted || candidate.realName.split(" ")[0]?.toLowerCase() === wanted,
      );
      return person ? `${before}${mention(person.id, person.name)}` : whole;
    },
  );
  return named.replace(/(^|[\s(,])#([\p{L}\d_-]+)/gu, (whole, before: string, name: string) => {
    const channel = world.state.channels.find(
      (candidate) => !candidate.isDm && candidate.name === name,
    );
    return channel ? `${before}<#${channel.id}|${channel.name}>` : whole;
  });
}

/** The `rich_text` block that Slack adds to what a person wrote. */
export function richText(text: string): JsonObject {
  const elements: JsonObject[] = [];
  const push = (plain: string): void => {
    if (plain !== "") elements.push({ type: "text", text: unescape(plain) });
  };
  let end = 0;
  for (const match of text.matchAll(token)) {
    push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [, sign, target = "", label] = match;
    if (sign === "@") elements.push({ type: "user", user_id: target });
    else if (sign === "#") elements.push({ type: "channel", channel_id: target });
    else if (sign === "!" && ["channel", "here", "everyone"].includes(target))
      elements.push({ type: "broadcast", range: target });
    else if (sign === "!") push(label ?? "");
    else
      elements.push({
        type: "link",
        url: unescape(target),
        ...(label === undefined ? {} : { text: unescape(label) }),
      });
  }
  push(text.slice(end));
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
