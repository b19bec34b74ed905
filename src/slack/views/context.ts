import type { types } from "@slack/bolt";

/** A block as Slack's own types have it. */
export type Block = types.KnownBlock;

/** What a view needs to know besides its data. */
export interface ViewContext {
  /** `domain` is the part before `.slack.com`. */
  team: { domain: string };
  /** IANA zone for the words that stand where Slack shows no date of its own. */
  tz: string;
  /** The only people that may be mentioned live; empty for every edit. */
  pings: ReadonlySet<string>;
  /** What this workspace refused before, e.g. `block:context`. */
  refused: ReadonlySet<string>;
}

/** A message ready to send: `text` stands alone and is at most 150 characters. */
export interface View {
  text: string;
  blocks: Block[];
}
