import type { ShownOf } from "../../../src/domain/shown.js";
import { waiting } from "./desk.js";
import { at, deadlineAt, type Screen, zone } from "./known.js";

const ruleId = "rule_5d4c3b2a190817f6e5d4c3b2a1908f7e";
const rule: ShownOf<"rule"> = {
  kind: "rule",
  ruleId,
  state: "offered",
  words: "Approve “Support digest”",
  days: 30,
  examples: [
    {
      title: "Support digest",
      at,
      channel: "C0LAUNCH01",
      ts: "1795180000.000100",
      job: "done",
    },
    { title: "Support digest", at: deadlineAt, channel: "C0LAUNCH01", ts: null, job: "done" },
  ],
  until: null,
  why: "",
};

/** The morning message and the messages about automatic rules. */
export const rules: {
  [K in "morning" | "rule"]: Screen<ShownOf<K>>[];
} = {
  morning: [
    {
      title: "What waits, in the morning",
      shown: { kind: "morning", items: waiting, total: 5, tz: zone },
    },
  ],
  rule: [
    { title: "A rule is offered", shown: rule },
    {
      title: "A rule stands",
      shown: { ...rule, state: "active", until: "2026-12-20T13:09:00.000Z" },
    },
    { title: "A rule is declined", shown: { ...rule, state: "declined" } },
    { title: "A rule is over", shown: { ...rule, state: "ended", why: "Its time is over." } },
  ],
};
