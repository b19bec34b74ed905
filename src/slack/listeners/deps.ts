import type { Shown } from "../../domain/shown.js";
import type { types } from "@slack/bolt";
import type { Click } from "../../intake/accept-click.js";
import type { Delegate } from "../../humans/delegate.js";
import type { Opened } from "../../intake/opened.js";
import type { Waiting } from "../../humans/waiting.js";
import type { Look } from "../../humans/look.js";
import type { Stop } from "../../runs/stop.js";
import type { ScheduleLook } from "../../schedules/look.js";
import type { Log } from "../../log.js";

/** What the listeners need; bound in `app.ts`. */
export interface ListenerDeps {
  /** Commits a click; null for a repeat. */
  acceptClick: (click: Click) => Promise<string | null>;
  /** Commits several at once, all or none; the ids of those that are no repeats. */
  acceptClicks: (clicks: readonly Click[]) => Promise<string[]>;
  /** Acts on a committed click; the sweeper picks up what is left. */
  handle: (inboxId: string) => Promise<void>;
  look: Look;
  delegate: Pick<Delegate, "open" | "check">;
  /** The job of a card, for whoever may stop it; null: they were told why not. */
  stop: Pick<Stop, "look">;
  waiting: Waiting;
  opened: Pick<Opened, "page">;
  schedules: ScheduleLook;
  /** Where a run or call lives, for forms, which carry only its id; null: not there any more. */
  home: (id: string) => Promise<{ channel: string; threadTs: string | null } | null>;
  /** Says one line to one person. */
  tell: (
    to: { key: string; channel: string; threadTs: string | null; userId: string },
    what: string | Shown,
  ) => Promise<void>;
  /** Tells who pressed something, without the database, that it was not taken; a place without a channel is Home. */
  tellAway: (to: { userId: string; channel: string; threadTs: string | null }) => Promise<void>;
  openView: (triggerId: string, view: types.View) => Promise<void>;
  /** Puts another form in the place of an open one. */
  updateView: (viewId: string, view: types.View) => Promise<void>;
  /** Whether Fermata can write in a channel. */
  isMember: (channel: string) => Promise<boolean>;
  offerHelp: (to: {
    key: string;
    channel: string;
    threadTs: string | null;
    userId: string;
  }) => Promise<void>;
  domain: () => string;
  /** The workspace that the bot is in. */
  team: string;
  log: Log;
}
