import { createHash } from "node:crypto";

/** 96 bits: it is compared within one run only, and kept for each call. */
const DIGITS = 16;

/** A digest of what an agent is given but for the time: a step that goes in circles has the same one each time. */
export function inputDigest(role: string, input: { now: string }): string {
  const { now: _, ...rest } = input;
  return createHash("sha256")
    .update(`${role}\n${JSON.stringify(rest)}`)
    .digest("base64url")
    .slice(0, DIGITS);
}
