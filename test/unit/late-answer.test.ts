import { dayAndClock } from "../../src/humans/clock-words.js";
import { lateAnswer } from "../../src/humans/late.js";
import { approvalArgs } from "../support/call-forms.js";
import { callOf } from "../support/functions/function-answers.js";

const friday = new Date("2026-11-20T08:45:00Z");
const monday = new Date("2026-11-23T07:00:00Z");
const reader = { id: "U0TOM00001", tz: "Europe/Berlin" };
const about = "It was about the text “Launch brief”.";

const approved = callOf(approvalArgs(), {
  status: "decided",
  decidedBy: { id: "U0PRIYA001", name: "Priya" },
  decidedAt: friday,
  outcome: { verb: "approve" },
});
const release = callOf(
  {
    fn: "release",
    title: "Launch brief",
    approvalId: "call_0123456789abcdef0123456789abcdef",
    channel: "C0NEWS0001",
    channelName: "news",
    artifactId: "art_1",
    digest: "d",
  },
  { status: "expired", deadlineAt: friday },
);

describe("a press on a card that is over", () => {
  it.each([
    [approved, `Priya approved this at 09:45. ${about}`],
    [
      { ...approved, status: "expired" as const, decidedAt: null, deadlineAt: friday },
      `Nobody answered by 09:45, so this was not done. ${about}`,
    ],
    [release, "The time to take it back ended at 09:45. Take it down follows on the card."],
  ])("says only the time on the same day", (call, text) => {
    expect(lateAnswer(call, reader, new Date("2026-11-20T22:59:00Z"))).toContain(text);
  });

  it.each([
    [approved, `Priya approved this on Fri 20 Nov at 09:45. ${about}`],
    [
      { ...approved, status: "expired" as const, decidedAt: null, deadlineAt: friday },
      `Nobody answered by Fri 20 Nov at 09:45, so this was not done. ${about}`,
    ],
    [
      release,
      "The time to take it back ended on Fri 20 Nov at 09:45. Take it down follows on the card.",
    ],
  ])("says the day on another day", (call, text) => {
    expect(lateAnswer(call, reader, monday)).toContain(text);
  });

  it("is of another day where the reader is, not where we are", () => {
    const late = new Date("2026-11-20T23:30:00Z");
    expect(lateAnswer(approved, reader, late)).toContain("on Fri 20 Nov at 09:45");
    expect(lateAnswer(approved, { ...reader, tz: "UTC" }, late)).toContain("this at 08:45.");
  });
});

it("does not take the same weekday of another week for today", () => {
  const inAWeek = new Date("2026-11-27T08:45:00Z");
  expect(dayAndClock(inAWeek, friday, "Europe/Berlin")).toBe("Fri 27 Nov at 09:45");
  expect(dayAndClock(friday, friday, "Europe/Berlin")).toBe("09:45");
});
