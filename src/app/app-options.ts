import type { GraphVersions } from "../../graphs/version.js";
import type { Clock } from "../clock.js";
import type { Log } from "../log.js";
import type { Pace } from "../slack/outbound/pace.js";

/** What tests and benches may put in the place of the real thing. */
export interface AppOptions {
  /** Told at once how to end what has been started so far: a start may wait for Slack for hours. */
  onStop?: (stop: (stepMs?: number) => Promise<void>) => void;
  clock?: Clock;
  log?: Log;
  pace?: Pace;
  sweepEveryMs?: number;
  /** A socket that is silent for so long is dropped, and only then opened again; default 2,000. */
  socketPatienceMs?: number;
  /** A bot over HTTP that is told to end takes what still comes until this resolves; default: for two seconds. */
  farewell?: () => Promise<void>;
  /** The versions of the graph; default: those of this build. */
  versions?: GraphVersions;
  /** BullMQ's key prefix, so that several installations can share a Redis server. */
  queuePrefix?: string;
}
