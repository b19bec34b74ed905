import fc from "fast-check";
import { excerptOf } from "../../src/domain/excerpt.js";
import { excerptOf as shorter } from "../../src/slack/text/excerpt.js";

const bare = /(?:^|\n)[ \t]*(?:[-*+•]|\d+[.)]|>+|#+)(?: \[[ xX]?\]?)?…?$/;
const words = (chars: number) => "word ".repeat(Math.ceil(chars / 5)).slice(0, chars - 1) + ".";

describe("the beginning of a text", () => {
  it.each(["-", "*", "+", "•", "3.", "12)", ">", "##", "- [ ]", "- [x]"])(
    "does not end in a bare %s",
    (mark) => {
      const text = `${words(396 - mark.length)}\n${mark} ${"Pricing goes live at 09:00. ".repeat(9)}`;
      for (const one of [excerptOf(text), shorter(text, 400), shorter(text, 397)]) {
        expect(one).not.toMatch(bare);
        expect(one.startsWith("word word")).toBe(true);
      }
    },
  );

  it("leaves out a number that only looks like the end of a sentence", () => {
    const text = `${"word ".repeat(70)}goes on\n3. Pricing${"x".repeat(100)}`;
    expect(excerptOf(text)).toMatch(/word goes on…?$/);
  });

  it("never ends in a bare mark, however the text is made", () => {
    const part = fc.oneof(
      fc.lorem({ maxCount: 12 }),
      fc.constantFrom("-", "1.", ">", "- [ ]", "#"),
    );
    const text = fc.array(part, { minLength: 60, maxLength: 120 }).map((all) => all.join("\n"));
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 400 }), (markdown, max) => {
        expect(excerptOf(markdown)).not.toMatch(bare);
        expect(shorter(markdown, max)).not.toMatch(bare);
        expect(shorter(excerptOf(markdown), max)).not.toMatch(bare);
      }),
    );
  });
});
