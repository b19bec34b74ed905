/** What the app listens to; a test holds it against `manifest.yml` and against `register.ts`. */
export const registered = {
  events: [
    "app_mention",
    "message.channels",
    "message.groups",
    "message.im",
    "app_home_opened",
    "agent_session_stopped",
  ],
  commands: ["/fermata"],
  messageShortcuts: ["run.goal"],
  globalShortcuts: [],
} as const;
