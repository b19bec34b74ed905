/** How fast Slack may be called; times in milliseconds, tiers in calls a minute. */
export interface Pace {
  /** Between two new messages in one channel. */
  postGapMs: number;
  /** Between two changes of one message. */
  editGapMs: number;
  /** Calls a minute, by method; a method that is not named is not limited. */
  perMinute: Readonly<Record<string, number>>;
}

/** Slack's published rates. */
export const slackPace: Pace = {
  postGapMs: 1_000,
  editGapMs: 2_000,
  perMinute: {
    "chat.update": 50,
    "chat.postEphemeral": 100,
    "reactions.add": 50,
    "reactions.remove": 20,
    "conversations.replies": 50,
    "conversations.history": 50,
  },
};

/** Says how long a call has to wait. */
export interface Budget {
  /** Milliseconds until this call may start; 0 takes a place in the budget. */
  take(call: { method: string; channel: string; ts?: string }): number;
  /** A message was just posted: its first change keeps the gap too. */
  wrote(channel: string, ts: string): void;
  /** The method answered 429: it stays closed that long, other methods do not. */
  close(method: string, ms: number): void;
}

/** Counts calls in memory: a bucket a method, a gap a channel and a message. `nowMs` only goes forward. */
export function createBudget(pace: Pace, nowMs: () => number): Budget {
  const closedUntil = new Map<string, number>();
  const buckets = new Map<string, { tokens: number; at: number }>();
  const lastPost = new Map<string, number>();
  const lastEdit = new Map<string, number>();

  function bucketWait(method: string, now: number): number {
    const perMinute = pace.perMinute[method];
    if (perMinute === undefined) return 0;
    // A fifth at once and four fifths over the minute: never more than the whole in any minute.
    const size = Math.max(1, Math.floor(perMinute / 5));
    const perMs = (perMinute - size) / 60_000;
    const bucket = buckets.get(method) ?? { tokens: size, at: now };
    bucket.tokens = Math.min(size, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    buckets.set(method, bucket);
    return bucket.tokens >= 1 ? 0 : Math.ceil((1 - bucket.tokens) / perMs);
  }

  return {
    take({ method, channel, ts }) {
      const now = nowMs();
      const waits = [(closedUntil.get(method) ?? 0) - now, bucketWait(method, now)];
      if (method === "chat.postMessage")
        waits.push((lastPost.get(channel) ?? -Infinity) + pace.postGapMs - now);
      const edited = ts === undefined ? "" : `${channel}:${ts}`;
      if (method === "chat.update")
        waits.push((lastEdit.get(edited) ?? -Infinity) + pace.editGapMs - now);
      const wait = Math.max(0, ...waits);
      if (wait > 0) return wait;
      const bucket = buckets.get(method);
      if (bucket && pace.perMinute[method] !== undefined) bucket.tokens -= 1;
      if (method === "chat.postMessage") remember(lastPost, channel, now);
      if (method === "chat.update") remember(lastEdit, edited, now);
      return 0;
    },
    wrote(channel, ts) {
      remember(lastEdit, `${channel}:${ts}`, nowMs());
    },
    close(method, ms) {
      closedUntil.set(method, Math.max(closedUntil.get(method) ?? 0, nowMs() + ms));
    },
  };
}

/** Keeps the latest thousand: what is older has no gap left to keep. */
function remember(times: Map<string, number>, key: string, now: number): void {
  times.delete(key);
  times.set(key, now);
  if (times.size > 1000) {
    const oldest = times.keys().next().value;
    if (oldest !== undefined) times.delete(oldest);
  }
}
