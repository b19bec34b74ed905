/** Slack's rate tiers: calls a minute for one method; `post` is one message a second and channel. */
export type Tier = "none" | "post" | 2 | 3 | 4;

const perMinute = { 2: 20, 3: 50, 4: 100 } as const;
const burst = 3;
const minuteMs = 60_000;

/** Counts calls as Slack does. */
export interface Rates {
  /** Seconds to wait before this call is accepted; 0 when it is accepted (and counted). */
  take(method: string, tier: Tier, channel: string | undefined): number;
}

/** Never refuses. */
export const noRates: Rates = { take: () => 0 };

/** Rates as Slack documents them; `nowMs` is a clock that only goes forward. */
export function createRates(nowMs: () => number): Rates {
  const recent = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  const takePost = (channel: string): number => {
    const now = nowMs();
    const bucket = buckets.get(channel) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / 1000);
    bucket.at = now;
    buckets.set(channel, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil(1 - bucket.tokens));
    bucket.tokens -= 1;
    return 0;
  };

  const takeTier = (method: string, tier: 2 | 3 | 4): number => {
    const now = nowMs();
    const kept = (recent.get(method) ?? []).filter((at) => now - at < minuteMs);
    recent.set(method, kept);
    const oldest = kept[0];
    if (kept.length >= perMinute[tier] && oldest !== undefined)
      return Math.max(1, Math.ceil((oldest + minuteMs - now) / 1000));
    kept.push(now);
    return 0;
  };

  return {
    take(method, tier, channel) {
      if (tier === "none") return 0;
      return tier === "post" ? takePost(channel ?? "") : takeTier(method, tier);
    },
  };
}
