/** Makes a new opaque id with a readable prefix, e.g. `run_3f…`; ids never appear in what people read. */
export function newId(
  prefix: "req" | "run" | "call" | "inb" | "art" | "note" | "sch" | "rule",
): string {
  return `${prefix}_${globalThis.crypto.randomUUID().replaceAll("-", "")}`;
}
