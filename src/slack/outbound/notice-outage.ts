import { isInstallation, isUpload } from "./outcome.js";
import type { Verdict } from "./verdict.js";

/** One message can fail for reasons of its own; an outage hits more. */
const MANY = 2;

/** Tells from what becomes of messages whether Slack answers at all. */
export interface NoticeOutage {
  heard(opKey: string, verdict: Verdict): void;
  isOn(): boolean;
}

/** Starts with a Slack that answers; an installation that lacks a right is no outage, nor is a place for files. */
export function noticeOutage(): NoticeOutage {
  const failing = new Set<string>();
  return {
    heard(opKey, verdict) {
      if (verdict.do === "shown") failing.clear();
      else if (verdict.do === "later" && verdict.countAttempt && isSlacks(verdict.code))
        failing.add(opKey);
      // Given up, it says nothing more.
      else if (verdict.do === "dead") failing.delete(opKey);
    },
    isOn: () => failing.size >= MANY,
  };
}

function isSlacks(code: string): boolean {
  return !isInstallation(code) && !isUpload(code);
}
