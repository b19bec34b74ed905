import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { showHome } from "../delivery/home.js";
import type { HomeList, HomeOwner } from "../delivery/home-ports.js";
import { offerPrompts } from "../delivery/prompts.js";
import type { Authoriser } from "../humans/authorise.js";
import { type HelpSettings, offerHelp } from "./offer-help.js";
import type { IntakeRows } from "./ports.js";

/** What happens when somebody opens a tab of the app. */
export interface Opened {
  /** The messages: first contact once, and prompts once a day. */
  messages(to: HomeOwner & { channel: string }): Promise<void>;
  /** Home: composed from rows, and kept up to date from now on. */
  home(owner: HomeOwner): Promise<void>;
  /** Composes Home again once Slack has said who this is; throws `SLACK_UNREACHABLE`. */
  known(owner: HomeOwner): Promise<void>;
  /** Goes to a page of one of Home's lists. */
  page(owner: HomeOwner, list: HomeList, page: number): Promise<void>;
}

/** Makes what the tabs do; nothing here waits for Slack but `known`. */
export function createOpened(deps: {
  transact: Transact<IntakeRows>;
  authoriser: Authoriser;
  clock: Clock;
  help: HelpSettings;
}): Opened {
  const compose = (owner: HomeOwner, before: (rows: IntakeRows, now: Date) => Promise<void>) =>
    deps.transact(async (rows) => {
      const now = deps.clock.now();
      await before(rows, now);
      await showHome(rows, owner, now);
    });
  return {
    messages: (to) =>
      deps.transact(async (rows) => {
        const { channel, userId } = to;
        await offerHelp(rows, { channel, userId, threadTs: null }, `first:${userId}`, deps.help);
        await offerPrompts(rows, to, deps.clock.now());
      }),
    home: (owner) => compose(owner, (rows, now) => rows.homes.opened(owner, now)),
    async known(owner) {
      await deps.authoriser.person(owner.team, owner.userId);
      await compose(owner, async () => undefined);
    },
    page: (owner, list, page) => compose(owner, (rows) => rows.homes.turn(owner, list, page)),
  };
}
