/** A process that died loses the click that it had in hand after this long. */
export const HOLD_MS = 5_000;
const RENEW_EVERY_MS = 2_000;

/**
 * Does something that may wait for Slack for longer than a hold lasts, and renews the hold meanwhile, by real time. A
 * hold that is lost nonetheless costs a try, no second effect.
 */
export async function whileHeld<T>(
  work: () => Promise<T>,
  renew: () => Promise<void>,
  onError: (error: unknown) => void,
): Promise<T> {
  const timer = setInterval(() => void renew().catch(onError), RENEW_EVERY_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
