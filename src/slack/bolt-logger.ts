import { LogLevel, type Logger } from "@slack/bolt";
import type { Log } from "../log.js";

/** Bolt's own log lines can hold message text; only that something was said, and how loudly, is kept. */
export function boltLogger(log: Log): Logger {
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: () => log.debug({}, "Bolt warned"),
    error: () => log.warn({}, "Bolt reported an error"),
    setLevel: nothing,
    getLevel: () => LogLevel.WARN,
    setName: nothing,
  };
}
