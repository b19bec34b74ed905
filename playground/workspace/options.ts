import type { Seed, SeedName } from "../seed/seed.js";
import type { Offers } from "./browser-state.js";
import type { Route } from "./http-routes.js";
import type { PageSource } from "./static-page.js";
import type { Clock } from "./types.js";

/** How a workspace is set up; everything has a default. */
export interface WorkspaceOptions {
  /** 0 picks a free port. */
  port?: number;
  /** Where the world is kept as JSON; absent: in memory only. */
  dir?: string;
  clock?: Clock;
  seed?: SeedName | Seed;
  /** `slack` answers 429 beyond Slack's rates; `off` (the default) never does. */
  rates?: "slack" | "off";
  signingSecret?: string;
  /** Signed HTTP mode: where events, interactions and commands are posted; absent: Socket Mode. */
  eventsUrl?: string;
  /** True: signed HTTP mode, the address follows later by `workspace.useEventsUrl`. */
  httpMode?: boolean;
  scopes?: readonly string[];
  subscriptions?: readonly string[];
  offers?: Offers;
  /**
   * `rich` (the default) has agent sessions, status lines, prompts and the newer blocks; `plain` answers
   * `unknown_method` to those methods and refuses those blocks, as an older plan or client does.
   */
  surface?: "rich" | "plain";
  /** Block types this workspace refuses, e.g. `table` or `plan`. */
  refuseBlockTypes?: readonly string[];
  /** How long the app may take to acknowledge; Slack's 3 s by default. */
  ackTimeoutMs?: number;
  /** Waits before the three redeliveries, counted from the missing ack. */
  redeliveryMs?: readonly number[];
  /** How long a trigger id can be exchanged; Slack's 3 s by default. */
  triggerTtlMs?: number;
  /** Picks the connection an envelope goes to; numbers in [0, 1). */
  random?: () => number;
  pageDir?: string;
  page?: PageSource;
  routes?: Record<string, Route>;
}
