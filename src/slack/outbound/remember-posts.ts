/** What this process knows that Slack has: it posted it. */
export interface Post {
  ts: string | null;
  version: number;
  /** Where it is, for messages. */
  channel: string | undefined;
  /** Whether the database has said that it knows too. */
  isKept: boolean;
}

/** Which rows this process has posted lately. A database that went back in time does not know it any more. */
export interface RememberPosts {
  posted(opKey: string, post: Omit<Post, "isKept">): void;
  /** The database knows of it. */
  kept(opKey: string): void;
  /** It is not to stay in Slack. */
  forget(opKey: string): void;
  of(opKey: string): Post | null;
}

/** Long enough for a database to fail over and come back. */
const FOR_MS = 10 * 60_000;
const MOST = 5_000;

/** Remembers in memory, the newest 5,000 for ten minutes; `nowMs` only goes forward. */
export function rememberPosts(nowMs: () => number): RememberPosts {
  const posts = new Map<string, Post & { until: number }>();
  return {
    posted(opKey, post) {
      posts.delete(opKey);
      posts.set(opKey, { ...post, isKept: false, until: nowMs() + FOR_MS });
      for (const [oldest, { until }] of posts) {
        if (posts.size <= MOST && until > nowMs()) break;
        posts.delete(oldest);
      }
    },
    kept(opKey) {
      const post = posts.get(opKey);
      if (post) post.isKept = true;
    },
    forget: (opKey) => void posts.delete(opKey),
    of(opKey) {
      const post = posts.get(opKey);
      return post && post.until > nowMs() ? post : null;
    },
  };
}
