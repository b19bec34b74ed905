import type { SerializerProtocol } from "@langchain/langgraph-checkpoint";

/** What the library's own serializer wrote where a value was `undefined`. */
const UNDEFINED = { lc: 2, type: "undefined" };
/** A key that the library would take for a sign to make an object: written with one NUL more in front. */
const MARKED_KEY = /^\0*lc$/;
const ESCAPED_KEY = /^\0+lc$/;
/** Nothing to undo where no key ends like this. */
const LOOKS_MARKED = 'lc"';

/**
 * Writes and reads the values of a checkpoint as JSON, and nothing else: what comes back is data, whatever its keys
 * say. The library's own serializer makes live objects of `{"lc": 1, …}` and of records that look like its own. Its
 * rows are read too, as data, and it can read ours: during a deploy both sides go on.
 */
export const dataSerde: SerializerProtocol = {
  async dumpsTyped(value: unknown) {
    if (value instanceof Uint8Array) return ["bytes", value];
    return ["json", new TextEncoder().encode(toText(value))];
  },
  async loadsTyped(type, data) {
    if (type === "bytes") return typeof data === "string" ? new TextEncoder().encode(data) : data;
    if (type !== "json") throw new Error(`A checkpoint's value is of the unknown type "${type}".`);
    return fromText(typeof data === "string" ? data : new TextDecoder().decode(data));
  },
};

function toText(value: unknown): string {
  if (value === undefined) return JSON.stringify(UNDEFINED);
  return JSON.stringify(value, function (this: unknown, key, json: unknown) {
    if (json === undefined) return Array.isArray(this) ? UNDEFINED : undefined;
    if (typeof json !== "object" || json === null) return asScalar(json);
    if (Array.isArray(json)) return json;
    if (!isRecord(json)) throw new TypeError(`The state holds an object that is no data (${key}).`);
    if (!Object.keys(json).some((name) => MARKED_KEY.test(name))) return json;
    return renamed(json, (name) => (MARKED_KEY.test(name) ? `\0${name}` : name));
  });
}

function fromText(text: string): unknown {
  if (!text.includes(LOOKS_MARKED)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    if (isUndefined(value)) return undefined;
    if (!Object.keys(value).some((name) => ESCAPED_KEY.test(name))) return value;
    return renamed(value, (name) => (ESCAPED_KEY.test(name) ? name.slice(1) : name));
  });
}

function asScalar(value: unknown): unknown {
  if (typeof value !== "function" && typeof value !== "symbol") return value;
  throw new TypeError(`The state holds a ${typeof value}, which is no data.`);
}

/** A record by its own keys, whatever stands behind it; a `Map`, a pattern or an error would lose what it is. */
function isRecord(value: object): boolean {
  return Object.prototype.toString.call(value) === "[object Object]";
}

function isUndefined(value: object): boolean {
  const { lc, type, ...more } = value as { lc?: unknown; type?: unknown };
  return lc === UNDEFINED.lc && type === UNDEFINED.type && Object.keys(more).length === 0;
}

/** With `fromEntries` a key like `__proto__` stays a key. */
function renamed(value: object, rename: (name: string) => string): object {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [rename(name), one]));
}
