import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import type { WorkspaceOptions } from "./workspace/options.js";

const Manifest = z.looseObject({
  features: z.looseObject({
    app_home: z.looseObject({ home_tab_enabled: z.boolean() }),
    shortcuts: z
      .array(
        z.looseObject({
          name: z.string(),
          type: z.enum(["message", "global"]),
          callback_id: z.string(),
        }),
      )
      .default([]),
    slash_commands: z
      .array(
        z.looseObject({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(""),
        }),
      )
      .default([]),
  }),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({
    event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }),
  }),
});

/** What Slack would take from the app's manifest: scopes, events, commands, shortcuts, the Home tab. */
export async function readManifest(
  path: string,
): Promise<Required<Pick<WorkspaceOptions, "scopes" | "subscriptions" | "offers">>> {
  const { features, oauth_config, settings } = Manifest.parse(parse(await readFile(path, "utf8")));
  return {
    scopes: oauth_config.scopes.bot,
    subscriptions: settings.event_subscriptions.bot_events,
    offers: {
      commands: features.slash_commands.map((one) => ({
        command: one.command,
        description: one.description,
        usageHint: one.usage_hint,
      })),
      shortcuts: features.shortcuts.map((one) => ({
        name: one.name,
        type: one.type,
        callbackId: one.callback_id,
      })),
      homeTab: features.app_home.home_tab_enabled,
    },
  };
}
