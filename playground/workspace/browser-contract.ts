import { z } from "zod";
import { isObject, type JsonObject } from "./json.js";

// What the page in the browser and the workspace server say to each other. Messages, blocks and
// views keep Slack's own snake_case shapes; everything around them is camelCase.

const block = z.custom<JsonObject>(isObject);

/** A file as Slack shows it in a message; `downloadUrl` is for the browser, `url_private` for apps. */
export const fileShape = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  mimetype: z.string(),
  filetype: z.string(),
  pretty_type: z.string(),
  size: z.number(),
  user: z.string(),
  created: z.number(),
  url_private: z.string(),
  url_private_download: z.string(),
  permalink: z.string(),
  preview: z.string().optional(),
});

/** A message in Slack's shape; `ts` is its id in the channel and its time in seconds. */
export const messageShape = z.object({
  type: z.literal("message"),
  subtype: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  parent_user_id: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  app_id: z.string().optional(),
  username: z.string().optional(),
  team: z.string().optional(),
  text: z.string(),
  blocks: z.array(block).optional(),
  metadata: block.optional(),
  edited: z.object({ user: z.string(), ts: z.string() }).optional(),
  reactions: z
    .array(z.object({ name: z.string(), users: z.array(z.string()), count: z.number() }))
    .optional(),
  files: z.array(fileShape).optional(),
  reply_count: z.number().optional(),
  reply_users: z.array(z.string()).optional(),
  reply_users_count: z.number().optional(),
  latest_reply: z.string().optional(),
});

/** A message only one person sees; `ephemeralId` names it because its `ts` may repeat. */
export const ephemeralShape = messageShape.extend({
  ephemeralId: z.string(),
  channel: z.string(),
  to: z.string(),
});

/** A modal or a home tab in Slack's shape; inputs hold their `initial_*` values in `blocks`. */
export const viewShape = z.object({
  id: z.string(),
  type: z.enum(["modal", "home"]),
  callback_id: z.string(),
  title: block.nullable(),
  submit: block.nullable(),
  close: block.nullable(),
  blocks: z.array(block),
  private_metadata: z.string(),
  hash: z.string(),
  root_view_id: z.string(),
  previous_view_id: z.string().nullable(),
  notify_on_close: z.boolean(),
  clear_on_close: z.boolean(),
  external_id: z.string(),
});

/** A person or bot; `role` is what the page says beside the name. */
export const userShape = z.object({
  id: z.string(),
  name: z.string(),
  realName: z.string(),
  title: z.string(),
  role: z.enum(["member", "admin", "guest", "bot", "deactivated", "stranger"]),
  tz: z.string(),
  color: z.string(),
});

/** A conversation this person can see; `isMember` false means a public channel they only look at. */
export const channelShape = z.object({
  id: z.string(),
  name: z.string(),
  isPrivate: z.boolean(),
  isDm: z.boolean(),
  isMember: z.boolean(),
  isArchived: z.boolean(),
  /** Shared with another organisation. */
  isShared: z.boolean(),
  topic: z.string(),
  members: z.array(z.string()),
  unread: z.number(),
  mentions: z.number(),
});

/** What the app says about its work in one thread; `canStop` when it listens to Slack's own Stop. */
export const sessionShape = z.object({
  channel: z.string(),
  threadTs: z.string(),
  status: z.enum(["active", "processing", "suspended", "closed"]),
  title: z.string(),
  canStop: z.boolean(),
});

/** The line under a thread that says what the app does; with `loadingMessages` those take turns. */
export const statusLineShape = z.object({
  channel: z.string(),
  threadTs: z.string(),
  status: z.string(),
  loadingMessages: z.array(z.string()),
});

/** What the app proposes to write in its direct message. */
export const promptsShape = z.object({
  channel: z.string(),
  title: z.string(),
  prompts: z.array(z.object({ title: z.string(), message: z.string() })),
});

/** The line that tells a newcomer what to press; `draft` is ready for the composer of that place. */
export const hintShape = z.object({
  line: z.string(),
  channel: z.string().optional(),
  threadTs: z.string().optional(),
  draft: z.string().optional(),
  become: z.string().optional(),
});

/** `GET /browser/state?user=U…`: everything that person can see; `version` grows with each change. */
export const browserState = z.object({
  version: z.number(),
  team: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
  bot: z.object({
    userId: z.string(),
    botId: z.string(),
    appId: z.string(),
    name: z.string(),
    connected: z.boolean(),
  }),
  me: userShape,
  /** Ids of the people the page can switch between, in order. */
  people: z.array(z.string()),
  /** How many new mentions and direct messages each of those people has not read. */
  waiting: z.record(z.string(), z.number()),
  users: z.array(userShape),
  channels: z.array(channelShape),
  /** Per channel, oldest first, thread replies included (`thread_ts` differs from `ts`). */
  messages: z.record(z.string(), z.array(messageShape)),
  ephemerals: z.array(ephemeralShape),
  sessions: z.array(sessionShape),
  statusLines: z.array(statusLineShape),
  prompts: z.array(promptsShape),
  home: viewShape.nullable(),
  /** The modal on top of this person's stack. */
  openView: viewShape.nullable(),
  commands: z.array(
    z.object({ command: z.string(), description: z.string(), usageHint: z.string() }),
  ),
  /** Message shortcuts (in a message's menu) and global ones (in the composer's menu). */
  shortcuts: z.array(
    z.object({ name: z.string(), type: z.enum(["message", "global"]), callbackId: z.string() }),
  ),
  /** Whether the app has a Home tab that can be opened. */
  homeTab: z.boolean(),
  hint: hintShape.nullable(),
});

const user = z.string().min(1);
const place = { user, channel: z.string().min(1) };
const fieldValue = z.union([z.string(), z.array(z.string()), z.null()]);

/** A field's value: text, number, date or option value; a list for multi-selects and checkboxes. */
export type FieldValue = z.infer<typeof fieldValue>;

/**
 * Bodies of `POST /browser/<verb>`. Typed text is what a person types: `@Fermata`, `#launch` and bare
 * links are turned into Slack's tokens by the server. `value` of a click is the chosen option's value,
 * date or text (a list for checkboxes and multi-selects); buttons need none. `values` of a submit maps
 * `block_id` to the value (left out: the field's initial value; null: cleared).
 */
export const browserVerbs = {
  say: z.object({
    ...place,
    text: z.string(),
    threadTs: z.string().optional(),
    fileIds: z.array(z.string()).optional(),
  }),
  edit: z.object({ ...place, ts: z.string(), text: z.string() }),
  delete: z.object({ ...place, ts: z.string() }),
  react: z.object({ ...place, ts: z.string(), name: z.string(), remove: z.boolean().optional() }),
  click: z.object({
    user,
    /** For a message or ephemeral: its channel and `ts` (plus `ephemeralId`); for a modal or home: `viewId`. */
    channel: z.string().optional(),
    ts: z.string().optional(),
    ephemeralId: z.string().optional(),
    viewId: z.string().optional(),
    actionId: z.string(),
    blockId: z.string().optional(),
    value: z.union([z.string(), z.array(z.string())]).optional(),
    /** What stands in the modal's other fields at that moment, as in `submit`. */
    values: z.record(z.string(), fieldValue).optional(),
  }),
  submit: z.object({ user, viewId: z.string(), values: z.record(z.string(), fieldValue) }),
  closeView: z.object({ user, viewId: z.string(), all: z.boolean().optional() }),
  shortcut: z.object({ ...place, ts: z.string(), callbackId: z.string() }),
  globalShortcut: z.object({ user, callbackId: z.string() }),
  command: z.object({
    ...place,
    command: z.string(),
    text: z.string(),
    threadTs: z.string().optional(),
  }),
  openHome: z.object({ user, tab: z.enum(["home", "messages"]).optional() }),
  openDm: z.object({ user, with: z.string().optional() }),
  upload: z.object({
    user,
    name: z.string().min(1).max(255),
    mimetype: z.string().optional(),
    contentBase64: z.string(),
  }),
  read: z.object({ ...place }),
  /** Slack's own Stop at the head of a thread, while its session is processing. */
  stopSession: z.object({ ...place, threadTs: z.string() }),
  dismiss: z.object({ user, ephemeralId: z.string() }),
} as const;

/** The name of one thing the page can ask the server to do. */
export type BrowserVerb = keyof typeof browserVerbs;

/**
 * Every answer of `POST /browser/<verb>`. `say` and `command` give `ts`; `upload` gives `fileId`;
 * `openDm` gives `channel`; a refused form gives `errors` by `block_id`; `error` is a plain sentence.
 */
export const browserReply = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  errors: z.record(z.string(), z.string()).optional(),
  ts: z.string().optional(),
  fileId: z.string().optional(),
  channel: z.string().optional(),
});

/** `GET /browser/stream?user=U…` (server-sent events): `event: changed`, `data: {"version": n}`. */
export const changedEvent = z.object({ version: z.number() });

/** A message as the browser receives it. */
export type BrowserMessage = z.infer<typeof messageShape>;
/** An ephemeral message as the browser receives it. */
export type BrowserEphemeral = z.infer<typeof ephemeralShape>;
/** A view as the browser receives it. */
export type BrowserView = z.infer<typeof viewShape>;
/** A person as the browser receives them. */
export type BrowserUser = z.infer<typeof userShape>;
/** A conversation as the browser receives it. */
export type BrowserChannel = z.infer<typeof channelShape>;
/** A thread's session as the browser receives it. */
export type BrowserSession = z.infer<typeof sessionShape>;
/** A thread's status line as the browser receives it. */
export type BrowserStatusLine = z.infer<typeof statusLineShape>;
/** Everything one person can see. */
export type BrowserState = z.infer<typeof browserState>;
/** The answer to a verb. */
export type BrowserReply = z.infer<typeof browserReply>;
