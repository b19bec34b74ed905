import type { versions } from "../../graphs/versions.js";

/** A compiled request graph of any version. */
export type RequestGraph = ReturnType<(typeof versions)[keyof typeof versions]>;
