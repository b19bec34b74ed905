import type { BrowserState } from "../../../workspace/browser-contract.js";
import { mentionName, mentionWord, userOf } from "../names.js";
import { unescapeText } from "./escape.js";

/** A stored message as its author would type it: names and plain links instead of tokens. */
export function typedText(state: BrowserState, stored: string): string {
  const typed = stored
    .replace(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_whole, id: string, label?: string) => {
      const user = userOf(state, id);
      return `@${user ? mentionWord(state, user) : mentionName(state, id, label)}`;
    })
    .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (whole, id: string, label?: string) => {
      const name = state.channels.find((channel) => channel.id === id)?.name ?? label;
      return name === undefined ? whole : `#${name}`;
    })
    .replace(/<((?:https?:|mailto:)[^|>]*)(?:\|[^>]*)?>/g, (_whole, url: string) => url);
  return unescapeText(typed);
}
