import type { Offers } from "./browser-state.js";

// What the app's manifest asks for, used when the caller does not pass the manifest's own lists.

/** Scopes of the bot token. */
export const defaultScopes: readonly string[] = [
  "app_mentions:read",
  "assistant:write",
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "reactions:read",
  "reactions:write",
  "usergroups:read",
  "users:read",
];

/** Bot events the app is subscribed to. */
export const defaultSubscriptions: readonly string[] = [
  "agent_session_stopped",
  "app_home_opened",
  "app_mention",
  "message.channels",
  "message.groups",
  "message.im",
];

/** Commands and shortcuts the page offers. */
export const defaultOffers: Offers = {
  commands: [
    {
      command: "/fermata",
      description: "Manage runs and schedules",
      usageHint: "run|list|schedule",
    },
  ],
  shortcuts: [
    { name: "Start a run", type: "global", callbackId: "run_start" },
    { name: "Use as goal", type: "message", callbackId: "run.goal" },
  ],
  homeTab: true,
};
