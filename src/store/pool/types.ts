import pg, { type CustomTypesConfig } from "pg";

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    // A string here and a number there would break arithmetic far away from the cause.
    throw new RangeError(`The database holds an integer beyond 2^53: ${text}`);
  }
  return value;
}

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [INT8_ARRAY, parseInt8Array],
  [DATE, (text) => text],
]);

function parseInt8Array(text: string): (number | null)[] {
  const inner = text.slice(1, -1);
  if (inner === "") return [];
  return inner.split(",").map((item) => (item === "NULL" ? null : safeInteger(item)));
}

/**
 * The one type table of our pools, on a server and embedded: int8 → number (throws beyond 2^53),
 * numeric → string, date → "YYYY-MM-DD", timestamptz → Date, bytea → Buffer, jsonb → parsed.
 */
export const houseTypes: CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    const own = format === "binary" ? undefined : parsers.get(oid);
    return own ?? pg.types.getTypeParser(oid, format);
  },
};

/** The driver's own type table, for libraries that were tested against it (int8 → string). */
export const driverTypes: CustomTypesConfig = pg.types;
