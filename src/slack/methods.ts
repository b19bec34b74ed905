/** Every Web API method that we or Bolt call; a test holds the list against the code and the scopes. */
export const methodsUsed = [
  "apps.connections.open",
  "auth.test",
  "chat.postEphemeral",
  "chat.postMessage",
  "chat.update",
  "conversations.history",
  "conversations.info",
  "conversations.members",
  "conversations.replies",
  "reactions.add",
  "reactions.remove",
  "users.info",
  "users.list",
  "views.open",
] as const;
