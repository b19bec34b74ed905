import type { WebClient } from "@slack/web-api";
import type { Config } from "../config.js";
import type { Directory } from "../humans/ports.js";
import { askingOf } from "../runs/begin/find-channels.js";
import { type Leaks, NOT_ALL, NOT_IN } from "../runs/begin/leaks.js";
import { createChannelReader } from "../slack/channel-reader.js";
import type { Identity } from "../slack/connect.js";
import { createDownloadFile } from "../slack/download-file.js";
import { createThreadReader } from "../slack/thread-reader.js";
import type { ParseDocument } from "../tools/apart/parse-document.js";
import { bindReading } from "./bind-reading.js";
import type { GraphPortsDeps } from "./graph-ports.js";

/** What a run may read: its thread, channels that everybody in it could read, files, and public pages. */
export function bindSources(
  config: Config,
  deps: {
    client: WebClient;
    directory: Directory;
    identity: Identity;
    leaks: Leaks;
    permalink: (channel: string, ts: string) => string;
    parse: ParseDocument;
  },
): GraphPortsDeps["sources"] {
  const { client, directory, identity, leaks } = deps;
  const reader = createThreadReader({ client, directory, self: identity });
  const download = createDownloadFile({
    token: config.slack.botToken,
    slackApiUrl: config.slack.apiUrl,
  });
  return {
    readThread: (channel, ts) => reader.readThread(channel, ts),
    readChannel: createChannelReader({ client, directory, self: identity }),
    whyNot: async ({ request, isDirect }, channel) => {
      const reach = await leaks.reach(askingOf(request), channel, 0);
      if (!reach.ok) return NOT_IN;
      return isDirect || reach.seen.isOpen ? "" : NOT_ALL;
    },
    permalink: async (channel, ts) => deps.permalink(channel, ts),
    download: async (file, maxBytes) => Buffer.from((await download(file, maxBytes)).bytes),
    ...bindReading(config, deps.parse),
  };
}
