import type { SlackAnswer } from "../../../slack/probe.js";
import { broken, type Check, type Finding, skipped } from "../finding.js";

/** Slack's signatures are refused after five minutes; two leave room for the way. */
const mostMs = 120_000;

/** Whether this machine's clock agrees with Slack's. */
export function clockCheck(askSlack: () => Promise<SlackAnswer>): Check {
  const look = async (): Promise<Finding> => {
    const answer = await askSlack().catch(() => null);
    if (!answer) return skipped("Slack to answer");
    if (answer.aheadMs === null) return skipped("Slack to say what time it is");
    const behindSeconds = Math.round(answer.aheadMs / 1000);
    const figures = { behindSeconds };
    if (Math.abs(answer.aheadMs) <= mostMs) {
      const off = Math.abs(behindSeconds);
      return { state: "ok", says: `${off <= 1 ? "within a second" : `${off} s off`}`, figures };
    }
    const minutes = Math.round(Math.abs(answer.aheadMs) / 60_000);
    const way = answer.aheadMs > 0 ? "slow" : "fast";
    return broken(
      `This machine's clock is ${minutes} minutes ${way}: signed requests break, deadlines shift.`,
      "Set the clock, and let it be kept by NTP (e.g. timedatectl set-ntp true).",
      figures,
    );
  };
  return { key: "clock", name: "Clock", limitMs: 15_000, look };
}
