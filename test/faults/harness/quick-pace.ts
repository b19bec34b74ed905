import type { Patch } from "./fault-build.js";

/**
 * Slack's published rates would have a thousand jobs in one workspace take the better part of an hour, most of it
 * waiting. The order of what is sent and everything else stays.
 */
export const quickPace: Patch[] = [
  {
    file: "src/app.ts",
    find: "...(options.pace === undefined ? {} : { pace: options.pace }),",
    replace: "pace: { postGapMs: 20, editGapMs: 100, perMinute: {} },",
  },
];
