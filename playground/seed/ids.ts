/** The ids of the prepared workspace, shaped like Slack's. */
export const team = { id: "T0ACME0001", name: "Acme", domain: "acme" } as const;

/** The installed app. */
export const bot = {
  userId: "U0FERMATA1",
  botId: "B0FERMATA1",
  appId: "A0FERMATA1",
  name: "fermata",
} as const;

/** People and bots, by first name. */
export const people = {
  maya: "U0MAYA0001",
  priya: "U0PRIYA001",
  tom: "U0TOM00001",
  leo: "U0LEO00001",
  ana: "U0ANA00001",
  sam: "U0SAM00001",
  otherBot: "U0OTHERBOT",
  gone: "U0GONE0001",
  stranger: "U0STRANGER",
} as const;

/** Channels, by name. */
export const channels = {
  launch: "C0LAUNCH01",
  companyNews: "C0NEWS0001",
  announcements: "C0ANNOUNCE",
  general: "C0GENERAL1",
  support: "C0SUPPORT1",
  incident: "C0INCIDENT",
  purchasing: "C0PURCHASE",
  meetingNotes: "C0NOTES001",
  leadsPrivate: "C0LEADS001",
} as const;

/** User groups, by handle. */
export const groups = { communications: "S0COMMS001" } as const;

/** Tokens and secret that the workspace accepts from its bot. */
export const credentials = {
  botToken: "xoxb-playground-1",
  appToken: "xapp-playground-1",
  signingSecret: "playground-signing-secret",
} as const;
