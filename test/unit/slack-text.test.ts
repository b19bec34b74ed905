import { isMany } from "../../src/slack/views/words.js";
import { dateToken, dayAndTime } from "../../src/slack/text/dates.js";
import { decodeMrkdwn, mentionedIds } from "../../src/slack/text/decode.js";
import { line, plain, plainObjectText } from "../../src/slack/text/escape.js";
import { excerptOf } from "../../src/slack/text/excerpt.js";
import { inert } from "../../src/slack/text/inert.js";
import { markdownToMrkdwn } from "../../src/slack/text/markdown.js";
import { splitMrkdwn } from "../../src/slack/text/split.js";
import { splitResult } from "../../src/slack/text/split-result.js";
import { duration, money } from "../../src/slack/text/units.js";
import { linkOrText } from "../../src/slack/text/url.js";

const md = (text: string) => markdownToMrkdwn(text, "acme");

describe("plain text", () => {
  it("escapes what Slack would read as its own signs", () => {
    expect(plain("a < b & <@U1>")).toBe("a &lt; b &amp; &lt;@U1&gt;");
    expect(line("two\nlines")).toBe("two lines");
    expect(plain("say @here now")).toBe("say @\u2060here now");
    expect(plainObjectText("<!here> <b>", 75)).toBe("‹!here> <b>");
  });

  it("takes out what cannot be seen and keeps emoji whole", () => {
    expect(inert("a\u202Eb\u200Bc\u0000d\uD800")).toBe("abcd\ufffd");
    expect(inert("👩‍👧 ok❤️")).toBe("👩‍👧 ok❤️");
    expect(inert("x\u200dy")).toBe("xy");
    expect(inert("e" + "\u0301".repeat(20))).toBe("e\u0301\u0301\u0301");
    expect(inert("a\r\nb\u2028c")).toBe("a\nb\nc");
  });

  it("cuts at a word and never inside an entity", () => {
    expect(line("one two three four", 14)).toBe("one two three…");
    expect(line("&&&&&&", 12)).toBe("&amp;&amp;…");
  });
});

describe("Markdown", () => {
  it("becomes Slack's own marks", () => {
    expect(md("# Plan\n**Bold**, *it*, ~~no~~, `a<b`")).toBe(
      "*Plan*\n*Bold*, _it_, ~no~, `a&lt;b`",
    );
    expect(md("- one\n  - two\n1. three\n- [x] four")).toBe(
      "• one\n    ◦ two\n1. three\n• done: four",
    );
    expect(md("> said\n\n---\n\nrest [1][2]")).toBe("> said\n\nrest [1][2]");
    expect(md("```js\na < b\n```")).toBe("```\na &lt; b\n```");
    expect(md("snake_case_name and 2 * 3 * 4")).toBe("snake_case_name and 2 * 3 * 4");
  });

  it("turns a table into a list", () => {
    expect(md("| Desk | Price | SSO |\n|---|---:|---|\n| Norda | $760 [1] | yes |")).toBe(
      "• *Norda*: Price: $760 [1]; SSO: yes",
    );
  });

  it("labels a link with where it goes, whatever the text says", () => {
    expect(md("[your bank](https://evil.example/login?x=1)")).toBe(
      "<https://evil.example/login?x=1|evil.example/login?…>",
    );
    expect(md("see https://acme.example/launch.")).toBe(
      "see <https://acme.example/launch|acme.example/launch>.",
    );
    expect(md("https://bank.example@evil.example/")).toBe("<https://evil.example/|evil.example>");
    expect(md("https://аррle.com/x")).toContain("|xn--");
    expect(md("[go](javascript:alert(1))")).toBe("go javascript:alert(1)");
    expect(md("<https://a.example|b.example>")).not.toContain("|b.example>");
  });

  it("lets only this workspace's messages have a label of their own", () => {
    const at = "https://acme.slack.com/archives/C1/p1";
    expect(linkOrText(at, "acme", "this thread")).toBe(`<${at}|this thread>`);
    expect(linkOrText(at, "other", "this thread")).toBe(`<${at}|acme.slack.com/archives/C1/p1>`);
    expect(linkOrText("https://acme.slack.com.evil.example/archives/C1", "acme", "x")).toContain(
      "|acme.slack.com.evil.example",
    );
  });

  it("stays quick on text that is made to be slow", () => {
    for (const part of ["*", "**a ", "[", "[a](", "`", "<", "\\", "~~", "_a"])
      expect(md("x " + part.repeat(60_000 / part.length)).length).toBeGreaterThan(0);
  });
});

describe("splitting", () => {
  it("cuts no link, entity or code point", () => {
    const text = `${"&amp;".repeat(10)}<https://a.example/x|a.example/x>${"👩‍👧".repeat(10)}`;
    const pieces = splitMrkdwn(text, 30);
    expect(pieces.join("")).toBe(text);
    for (const piece of pieces) expect(piece).not.toMatch(/\p{Surrogate}|&(?!amp;)|<[^>]*$/u);
  });

  it("closes and opens a code block at a seam", () => {
    const pieces = splitMrkdwn(`\`\`\`\n${"line\n".repeat(40)}\`\`\``, 80);
    for (const piece of pieces) {
      expect(piece.match(/```/g)).toHaveLength(2);
      expect(piece.length).toBeLessThanOrEqual(80);
    }
  });

  it("keeps a result of twelve thousand characters in one part and loses no line of a longer one", () => {
    expect(splitResult("words ".repeat(2_000))).toHaveLength(1);
    const lines = Array.from({ length: 2_000 }, (_, n) => `- line ${n} with some words`);
    const parts = splitResult(lines.join("\n"));
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.join("\n").split("\n")).toEqual(lines);
    for (const part of parts) expect(md(part).length).toBeLessThanOrEqual(12_000);
  });

  it("shortens an excerpt before a link and closes what is bold", () => {
    expect(excerptOf("Read **this and that now** please", 20)).toBe("Read **this and**…");
    expect(excerptOf("Go to https://acme.example/a/long/path today", 30)).toBe("Go to…");
  });
});

it("shows times in a zone, money and durations", () => {
  const at = "2026-11-20T16:00:00.000Z";
  expect(dayAndTime(new Date(at), "Europe/Berlin")).toBe("Fri 20 Nov 17:00");
  expect(dateToken(at, "No/Where")).toBe(
    "<!date^1795190400^{date_short_pretty} at {time}|Fri 20 Nov 16:00>",
  );
  expect([money(0.11), money(0.001), money(0)]).toEqual(["$0.11", "under $0.01", "$0.00"]);
  expect([duration(48_000), duration(110_000), duration(7_500_000)]).toEqual([
    "48 s",
    "1 min 50 s",
    "2 h 5 min",
  ]);
});

it("reads a message of Slack as people see it", () => {
  const known = {
    user: (id: string) => (id === "U1" ? "Maya" : undefined),
    channel: () => undefined,
  };
  const text =
    "<@U1> &amp; <@U2>: see <https://a.example/x|the page> in <#C1|launch> <!here> <!date^1^{time}|9:00>";
  expect(decodeMrkdwn(text, known)).toBe(
    "@Maya & @somebody: see the page (https://a.example/x) in #launch @here 9:00",
  );
  expect(mentionedIds(text)).toEqual(["U1", "U2"]);
});

it("speaks of several things in the plural", () => {
  const many = ["Reply drafts", "Decisions and open tasks", "Release notes of May", "Questions"];
  const one = ["Launch brief", "Analysis of the prices", "Status", "Decision on prices", ""];
  expect(many.filter((title) => !isMany(title))).toEqual([]);
  expect(one.filter(isMany)).toEqual([]);
});
