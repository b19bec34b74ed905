import { z } from "zod";
import { scopesOfEvent } from "./slack-scopes.js";

const Callback = z.string().min(1).max(255);
const scope = z.string().regex(/^[a-z_.]+:[a-z_.]+$|^commands$/);

const Shortcut = z.strictObject({
  name: z.string().min(1).max(24),
  type: z.enum(["global", "message"]),
  callback_id: Callback,
  description: z.string().min(1).max(150),
});

const Command = z.strictObject({
  command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
  description: z.string().min(1).max(2000),
  usage_hint: z.string().max(1000).optional(),
  should_escape: z.boolean().optional(),
  url: z.url().optional(),
});

/** Slack's rules for a manifest, as far as this app uses them; an unknown key is refused. */
export const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number().int() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(174).max(4000).optional(),
    background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/),
      always_online: z.boolean(),
    }),
    agent_view: z.strictObject({
      agent_description: z.string().min(1).max(300),
      suggested_prompts: z
        .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
        .max(4),
    }),
    shortcuts: z.array(Shortcut).max(10),
    slash_commands: z.array(Command).max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(scope).min(1) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      bot_events: z
        .array(z.string().refine((name) => name in scopesOfEvent, "is an unknown event"))
        .max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});
export type Manifest = z.infer<typeof Manifest>;
