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
    "chat.delete": 50,
    "chat.postEphemeral": 100,
    "reactions.add": 50,
    "reactions.remove": 20,
    "agents.sessions.setStatus": 50,
    "assistant.threads.setStatus": 50,
    "assistant.threads.setSuggestedPrompts": 100,
    "views.publish": 100,
    "files.completeUploadExternal": 100,
    "conversations.replies": 50,
    "conversations.history": 50,
  },
};

/** Says how long a call has to wait. */
export interface Budget {
  /**
   * Milliseconds until this call may start; 0 takes a place in the budget. A new message that has to wait
   * books its second, so that a queue does not ask again and again; `key` is how it is known.
   */
  take(call: { method: string; channel: string; key: string; ts?: string }): number;
  /** A message was just posted: its first change keeps the gap too. */
  wrote(channel: string, ts: string): void;
  /** The method answered 429: it stays closed that long, other methods do not. */
  close(method: string, ms: number): void;
}

/** Rows that may have a time of their own at once. */
const MOST_BOOKED = 20_000;

/** Counts calls in memory: a bucket a method, a gap a channel and a message. `nowMs` only goes forward. */
export function createBudget(pace: Pace, nowMs: () => number): Budget {
  const closedUntil = new Map<string, number>();
  const buckets = createBuckets(pace.perMinute);
  const posts = createPostSlots(pace.postGapMs);
  const lastEdit = new Map<string, number>();

  return {
    take({ method, channel, key, ts }) {
      const now = nowMs();
      const edited = method === "chat.update" ? `${channel}:${ts ?? ""}` : null;
      const wait = Math.max(
        0,
        (closedUntil.get(method) ?? 0) - now,
        buckets.wait(method, key, now),
        edited === null ? 0 : (lastEdit.get(edited) ?? -Infinity) + pace.editGapMs - now,
      );
      if (wait > 0) return wait;
      const slot = method === "chat.postMessage" ? posts.take(channel, key, now) : 0;
      if (slot > 0) return slot;
      buckets.use(method, key);
      if (edited !== null) remember(lastEdit, edited, now);
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

/**
 * A bucket a method. Who must wait gets a time of its own: if all were told the same, hundreds of waiting rows
 * would come back together for one free place, again and again.
 */
function createBuckets(perMinutes: Pace["perMinute"]) {
  const buckets = new Map<string, { tokens: number; at: number; nextFree: number }>();
  const booked = new Map<string, number>();

  function filled(method: string, size: number, perMs: number, now: number) {
    const bucket = buckets.get(method) ?? { tokens: size, at: now, nextFree: -Infinity };
    bucket.tokens = Math.min(size, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    buckets.set(method, bucket);
    return bucket;
  }

  return {
    wait(method: string, key: string, now: number): number {
      const perMinute = perMinutes[method];
      if (perMinute === undefined) return 0;
      // A fifth at once and four fifths over the minute: never more than the whole in any minute.
      const size = Math.max(1, Math.floor(perMinute / 5));
      const perMs = (perMinute - size) / 60_000;
      const bucket = filled(method, size, perMs, now);
      const mine = booked.get(`${method} ${key}`);
      if (mine !== undefined && mine > now) return mine - now;
      const open = bucket.tokens >= 1 ? now : now + Math.ceil((1 - bucket.tokens) / perMs);
      const at = mine === undefined ? Math.max(open, bucket.nextFree) : open;
      if (at <= now) return 0;
      remember(booked, `${method} ${key}`, at, MOST_BOOKED);
      bucket.nextFree = Math.max(bucket.nextFree, at + Math.ceil(1 / perMs));
      return at - now;
    },
    use(method: string, key: string): void {
      booked.delete(`${method} ${key}`);
      const bucket = buckets.get(method);
      if (bucket) bucket.tokens -= 1;
    },
  };
}

/** One new message a gap and channel; who must wait has a slot of its own. */
function createPostSlots(gapMs: number) {
  const lastPost = new Map<string, number>();
  const nextFree = new Map<string, number>();
  const booked = new Map<string, number>();
  return {
    take(channel: string, key: string, now: number): number {
      const mine = booked.get(key);
      if (mine !== undefined && mine > now) return mine - now;
      const open = (lastPost.get(channel) ?? -Infinity) + gapMs;
      // A slot that came and went while the method was closed is not worth more than the gap.
      const at = mine === undefined ? Math.max(open, nextFree.get(channel) ?? now) : open;
      if (at <= now) {
        booked.delete(key);
        remember(lastPost, channel, now);
        remember(nextFree, channel, Math.max(nextFree.get(channel) ?? 0, now + gapMs));
        return 0;
      }
      const slot = Math.max(at, nextFree.get(channel) ?? at);
      remember(booked, key, slot);
      remember(nextFree, channel, slot + gapMs);
      return slot - now;
    },
  };
}

/** Keeps the latest: what is older has no gap left to keep. */
function remember(times: Map<string, number>, key: string, at: number, most = 1_000): void {
  times.delete(key);
  times.set(key, at);
  if (times.size > most) {
    const oldest = times.keys().next().value;
    if (oldest !== undefined) times.delete(oldest);
  }
}
