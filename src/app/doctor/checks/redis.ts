import type { Settings } from "../../../config.js";
import { probeRedis, type RedisFacts } from "../../../queue/probe-redis.js";
import { codeOf } from "../code-of.js";
import { broken, type Check, type Figures, type Finding, type Problem } from "../finding.js";
import { placeOf } from "../hide-secrets.js";

/** Whether Redis is fit for a queue: reachable, new enough, and never throwing keys away. */
export function redisCheck(settings: Settings): Check {
  const look = async (): Promise<Finding> => {
    const address = settings.values.REDIS_URL;
    if (address === undefined) {
      return {
        state: "ok",
        says: "not used: the queue is in the database",
        figures: { used: false },
      };
    }
    if (!/^rediss?:\/\//.test(address) || !URL.canParse(address)) {
      return broken("REDIS_URL is no address.", "Write it as redis://host:6379.");
    }
    try {
      return judge(await probeRedis(address));
    } catch (error) {
      return unreachable(placeOf(address), error);
    }
  };
  return { key: "redis", name: "Redis", limitMs: 15_000, look };
}

function judge(facts: RedisFacts): Finding {
  const { version, evictionPolicy, keepsData } = facts;
  const figures: Figures = { used: true, version, evictionPolicy, keepsData };
  const problems: Problem[] = [];
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  if (version !== null && (major < 6 || (major === 6 && minor < 2))) {
    problems.push({ what: `It is version ${version}.`, fix: "Use Redis 6.2 or newer." });
  }
  if (evictionPolicy !== null && evictionPolicy !== "noeviction") {
    problems.push({
      what: `maxmemory-policy is ${evictionPolicy}: when memory is short it throws the queue's keys away.`,
      fix: "Set maxmemory-policy noeviction in redis.conf, or: redis-cli config set maxmemory-policy noeviction",
    });
  }
  if (problems.length > 0) return { state: "broken", problems, figures };
  const note =
    keepsData === false
      ? "It keeps nothing over a restart. Nothing is lost by that, work is only woken later; appendonly yes avoids it."
      : undefined;
  const says = `${version ?? "version unknown"}, ${evictionPolicy ?? "maxmemory-policy unknown"}`;
  return { state: "ok", says, figures, ...(note === undefined ? {} : { note }) };
}

function unreachable(place: string, error: unknown): Finding {
  const text = error instanceof Error ? error.message : "";
  if (/NOAUTH|WRONGPASS|AUTH/.test(text)) {
    return broken("Redis does not take the password.", "Put user and password into REDIS_URL.");
  }
  if (text.includes("NOPERM")) {
    return broken(
      "The Redis user may not do enough.",
      "Give it all commands on the keys fermata:*.",
    );
  }
  return broken(
    `There is no Redis at ${place} (${codeOf(error)}).`,
    "Start it or correct REDIS_URL; leave REDIS_URL out to keep the queue in the database.",
  );
}
