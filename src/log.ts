import { pino } from "pino";

/** Structured log: ids, counts and codes; never message text, never secrets. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A log that writes one JSON line an event to standard output, or to `to`; tokens are cut by path and by shape. */
export function createLog(
  level: "debug" | "info" | "warn" | "error" | "silent" = "info",
  to?: { write(line: string): void },
): Log {
  const settings = {
    level,
    base: undefined,
    redact: ["token", "authorization", "*.token", "*.authorization", "*.apiKey"],
    hooks: {
      streamWrite: (line: string) => line.replace(/\b(xox[a-z]-|xapp-|sk-)[\w-]+/g, "$1…"),
    },
  };
  return to ? pino(settings, to) : pino(settings);
}

/** A log that keeps nothing. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
