import { createHmac, randomBytes } from "node:crypto";
import { idOf } from "../domain/ids.js";

/**
 * Gives ids for requests: within this process the same message has the same one, and nobody can guess it. A request that is
 * accepted again after the database lost it is then known by what it has shown already. It begins with the message's
 * time, as all ids do.
 */
export function createSteadyIds(): (message: {
  team: string;
  channel: string;
  ts: string;
}) => string {
  const secret = randomBytes(32);
  return ({ team, channel, ts }) => {
    const digest = createHmac("sha256", secret).update(JSON.stringify([team, channel, ts]));
    const seconds = Number(ts);
    return idOf("req", Number.isFinite(seconds) ? seconds * 1_000 : 0, digest.digest("hex"));
  };
}
