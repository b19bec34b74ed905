import { v1 } from "./request/v1.js";
import type { GraphVersions } from "./version.js";

/**
 * The versions of the request graph. A version is added here and stays as long as runs may wait on it (the metrics
 * count them); then its name goes to `retired`, and its file may go.
 */
export const graphVersions: GraphVersions = {
  current: "v1",
  loadable: { v1 },
  retired: [],
  migrations: [],
};
