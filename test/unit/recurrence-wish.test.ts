import fc from "fast-check";
import { readRecurrenceWish, readWhen } from "../../src/domain/recurrence-wish.js";

describe("a recurrence in a request", () => {
  it.each([
    ["every weekday at 9 give me the decisions", "0 9 * * 1-5", "give me the decisions"],
    [
      "a brief every Friday at 14:00, and post it in #news",
      "0 14 * * 5",
      "a brief and post it in #news",
    ],
    ["daily at 8:30 send the digest", "30 8 * * *", "send the digest"],
    ["each Monday and Thursday at 9am: numbers", "0 9 * * 1,4", "numbers"],
    ["check the page every 2 hours", "0 */2 * * *", "check the page"],
    ["on the 1st of every month summarise spend", "0 9 1 * *", "summarise spend"],
    ["every first Monday of the month at 10 plan", "0 10 * * 1#1", "plan"],
    ["at 9 every weekday summarise", "0 9 * * 1-5", "summarise"],
    ["every evening at 6 list open bugs", "0 18 * * *", "list open bugs"],
    ["every weekday at 9am and 5pm report", "0 9,17 * * 1-5", "report"],
    ["report on the last day of every month at 17:00", "0 17 L * *", "report"],
    ["jeden Werktag um 9 fasse zusammen", "0 9 * * 1-5", "fasse zusammen"],
    ["Fasse jeden Freitag um 14 Uhr 30 zusammen", "30 14 * * 5", "Fasse zusammen"],
    ["montags um 9 Uhr Zahlen", "0 9 * * 1", "Zahlen"],
    ["am 1. jedes Monats Bericht", "0 9 1 * *", "Bericht"],
    ["alle zwei Stunden prüfen", "0 */2 * * *", "prüfen"],
  ])("is understood: %s", (text, cron, rest) => {
    expect(readRecurrenceWish(text)).toEqual({ cron, rest });
  });

  it.each([
    "summarise this thread",
    "list what we do every day",
    "summarise what happened every day last week",
    "write an invitation for the meeting every Friday at 14:00",
    "Every Friday at 14:00 we have a demo. Write an invitation.",
    "every other week at 9 send numbers",
    "every 7 minutes check the page",
    'Tom wrote "every Friday at 9", is that right?',
    "> every Friday at 9\nis that right?",
    "three bullets each, 9 lines",
  ])("is not read into: %s", (text) => {
    expect(readRecurrenceWish(text)).toBeNull();
  });

  it.each([
    ["Friday at 14:00", "0 14 * * 5"],
    ["weekdays at 9", "0 9 * * 1-5"],
    ["every 2 hours", "0 */2 * * *"],
    ["werktags um 9", "0 9 * * 1-5"],
    ["soon", null],
    ["every Friday at 14:00 and then some", null],
    ["", null],
  ])("stands alone in a form: %s", (text, cron) => {
    expect(readWhen(text)).toBe(cron);
  });

  const days = fc.constantFrom(
    ["every weekday", "1-5"],
    ["every Friday", "5"],
    ["daily", "*"],
    ["each Sunday", "0"],
  );
  const time = fc.record({
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
  });
  const goal = fc.constantFrom(
    "summarise the notes",
    "give me open tasks from #ops",
    "a brief of 3 bullets",
  );

  it("is the same at the beginning and at the end of any goal", () => {
    fc.assert(
      fc.property(
        days,
        time,
        goal,
        fc.boolean(),
        ([words, field], { hour, minute }, what, first) => {
          const when = `${words} at ${hour}:${String(minute).padStart(2, "0")}`;
          const text = first ? `${when} ${what}` : `${what} ${when}`;
          const cron = `${minute} ${hour} * * ${field}`;
          expect(readRecurrenceWish(text)).toEqual({ cron, rest: what });
          expect(readWhen(when)).toBe(cron);
        },
      ),
    );
  });

  it("is five fields for whatever text, and never adds words", () => {
    const words =
      "every each weekday friday and at 9 9:30 am on the 1st of month 2 hours jeden tag um uhr , . last".split(
        " ",
      );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(text, (any) => {
        const wish = readRecurrenceWish(any);
        if (!wish) return;
        expect(wish.cron.split(" ")).toHaveLength(5);
        expect(wish.rest.length).toBeLessThanOrEqual(any.length + 1);
      }),
      { numRuns: 2_000 },
    );
  });
});
