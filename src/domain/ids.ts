const TIME_DIGITS = 12;
const RANDOM_BYTES = 6;

type Prefix = "req" | "run" | "call" | "inb" | "art" | "note" | "sch" | "rule";

/**
 * Makes a new opaque id with a readable prefix, e.g. `run_3f…`; ids never appear in what people read. It begins with
 * the time, in hex milliseconds, so that what is made together stands together in an index; 48 bits are random, which
 * tells apart what one millisecond can make. Short, as a waiting run holds its id half a hundred times.
 */
export function newId(prefix: Prefix): string {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return idOf(prefix, Date.now(), tail);
}

/** The id of that form with this time, and as much of these hex digits as it takes. */
export function idOf(prefix: Prefix, atMs: number, hex: string): string {
  const time = Math.floor(atMs).toString(16).padStart(TIME_DIGITS, "0").slice(-TIME_DIGITS);
  return `${prefix}_${time}${hex.slice(0, 2 * RANDOM_BYTES)}`;
}
