/** A routine change of connections is over in a moment. */
const FIRST_MS = 300;
const MOST_MS = 10_000;
/** Slack said no: others of ours may want in as well, so the wait grows longer. */
const REFUSED_MS = 2_000;
const MOST_REFUSED_MS = 60_000;

/**
 * Milliseconds until the next attempt to connect, after so many in a row that led nowhere. Drawn between a half and the
 * whole, so that processes that lost their connections together do not come back together.
 */
export function reconnectDelay(so: {
  failures: number;
  isRefused: boolean;
  random: () => number;
}): number {
  const [first, most] = so.isRefused ? [REFUSED_MS, MOST_REFUSED_MS] : [FIRST_MS, MOST_MS];
  const whole = Math.min(most, first * 2 ** Math.min(so.failures, 10));
  return whole * (0.5 + so.random() / 2);
}
