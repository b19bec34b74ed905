import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { fail } from "../../errors.js";
import { isPublicAddress } from "./public-address.js";

/** All addresses of a name; the system's resolver by default. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

/** An address that was checked, and the only IP addresses that may be connected to for it. */
export interface CheckedTarget {
  url: URL;
  addresses: LookupAddress[];
}

const PORTS = new Set(["", "80", "443"]);

/** The system's resolver, both families. */
export const systemResolve: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * Lets an address through only if it is a public web address by scheme, port and every IP it resolves to,
 * or lies on the one other origin that is allowed. Throws `FETCH_REFUSED` or `FETCH_FAILED`.
 */
export async function checkTarget(
  raw: string,
  allowed: { playgroundOrigin?: string; resolve: Resolve },
): Promise<CheckedTarget> {
  if (!URL.canParse(raw)) throw fail("FETCH_REFUSED", { detail: "not a web address" });
  const url = new URL(raw);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw fail("FETCH_REFUSED", { detail: "not a web address" });
  }
  if (url.username !== "" || url.password !== "") {
    throw fail("FETCH_REFUSED", { detail: "the address holds a password" });
  }
  const isPlayground =
    allowed.playgroundOrigin !== undefined && url.origin === allowed.playgroundOrigin;
  if (!isPlayground && !PORTS.has(url.port)) {
    throw fail("FETCH_REFUSED", { detail: "an unusual port" });
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses =
    family !== 0 ? [{ address: host, family }] : await resolved(host, allowed.resolve);
  // One private address among public ones is enough: that is how rebinding begins.
  if (!isPlayground && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw fail("FETCH_REFUSED", { detail: "not a public address" });
  }
  return { url, addresses };
}

async function resolved(host: string, resolve: Resolve): Promise<LookupAddress[]> {
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw fail("FETCH_FAILED", { detail: "no such site", cause });
  });
  if (addresses.length === 0) throw fail("FETCH_FAILED", { detail: "no such site" });
  return addresses;
}
