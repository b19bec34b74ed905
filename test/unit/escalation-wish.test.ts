import fc from "fast-check";
import { readApprovalWish } from "../../src/domain/asks-approval.js";
import { readEscalationWish } from "../../src/domain/escalation-wish.js";

const MIN = 60_000;

it.each([
  ["Tom or Priya approve. 10 minutes, then ask Maya.", 10, "Maya"],
  ["post it once Priya approves; if nobody answers in half an hour ask Leo", 30, "Leo"],
  ["If no one decides within 2 hours, ask Leo Marchetti.", 120, "Leo Marchetti"],
  ["Priya approves. After an hour ask Maya", 60, "Maya"],
  ["Priya approves. Wait 15 minutes, then ask Maya", 15, "Maya"],
  ["Ask Leo if nobody answers within 45 minutes.", 45, "Leo"],
  ["Without an answer in ten minutes, ask Maya.", 10, "Maya"],
  ["Give them 20 min, then Maya", 20, "Maya"],
  ["Frag Priya. 10 Minuten, dann frag Maya", 10, "Maya"],
  ["Wenn niemand in einer halben Stunde antwortet, frag Leo.", 30, "Leo"],
  ["Falls sich nach 30 Minuten keiner meldet, frage Maya", 30, "Maya"],
  ["Priya gibt frei. Nach zwei Stunden Maya fragen.", 120, "Maya"],
  ["10 Minuten, dann Maya fragen", 10, "Maya"],
  ["1.5 hours, then ask Maya", 90, "Maya"],
  ["two days, then ask Maya", 2880, "Maya"],
])("reads the time and the next person in %j", (text, minutes, name) => {
  expect(readEscalationWish(text)).toEqual({ afterMs: minutes * MIN, name, userId: null });
});

it("reads a live mention by its id", () => {
  expect(readEscalationWish("10 minutes, then ask <@U0MAYA0001>")).toEqual({
    afterMs: 10 * MIN,
    name: null,
    userId: "U0MAYA0001",
  });
});

it.each([
  "every 10 minutes, then ask Maya",
  "summarise the last 30 minutes, then ask Maya to approve it",
  "summarise this thread, then ask Maya",
  "the meeting takes 30 minutes",
  "10 minutes, then ask me again",
  "> 10 minutes, then ask Maya\nsum this up",
  '"if nobody answers in an hour ask Leo" is what he wrote',
  "alle 10 Minuten, dann frag Maya",
  "brief from this thread",
  "10 minutes, then ask somebody",
])("reads none in %j", (text) => {
  expect(readEscalationWish(text)).toBeNull();
});

it("keeps the next person out of those who approve", () => {
  const wish = readApprovalWish("Tom or Priya approve. 10 minutes, then ask Maya.");
  expect(wish.names).toEqual(["Tom", "Priya"]);
});

it("ends in good time on any text", () => {
  const word = fc.constantFrom("10 ", "minutes ", ", then ", "ask ", "if nobody ", "A", "half ");
  fc.assert(
    fc.property(fc.array(word, { maxLength: 400 }), (words) => {
      const started = performance.now();
      readEscalationWish(words.join(""));
      expect(performance.now() - started).toBeLessThan(500);
    }),
    { numRuns: 60 },
  );
});
