import { buildRequestGraph } from "./request/v1.js";

/** The version that new runs get. */
export const currentVersion = "v1";

/** Every version that a waiting run may still need; a version goes only when no run has it any more. */
export const versions = { v1: buildRequestGraph } as const;
