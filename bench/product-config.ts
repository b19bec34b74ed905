import { type Config, FileConfig } from "../src/config.js";
import { credentials } from "../playground/seed/ids.js";

/** Where a bench has set things up for one process of the product. */
export interface ProductPlace {
  apiUrl: string;
  origin: string;
  modelUrl: string;
  databaseUrl: string | undefined;
  redisUrl?: string | undefined;
  dataDir: string;
}

/** The settings of the product beside a bench's own servers. */
export function productConfig(
  place: ProductPlace,
  file: Parameters<typeof FileConfig.parse>[0],
): Config {
  return {
    slack: {
      botToken: credentials.botToken,
      appToken: credentials.appToken,
      signingSecret: undefined,
      apiUrl: place.apiUrl,
    },
    port: 0,
    model: { apiKey: "bench", baseUrl: place.modelUrl, fast: "gpt-5-mini", strong: "gpt-5" },
    playgroundOrigin: place.origin,
    databaseUrl: place.databaseUrl,
    redisUrl: place.redisUrl,
    dataDir: place.dataDir,
    logLevel: "silent",
    file: FileConfig.parse(file),
    fileFolder: ".",
  };
}
