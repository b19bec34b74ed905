import fc from "fast-check";
import { ago, dayName, fillDate } from "../../playground/page/app/text/dates.js";
import { parseInline, parseMrkdwn, type Inline } from "../../playground/page/app/text/parse.js";
import { permalinkOf, readPermalink } from "../../playground/page/app/text/permalink.js";

const zone = "Europe/Berlin";
/** Friday 20 November 2026, 17:00 in Berlin. */
const deadline = 1_795_190_400;

function flat(parts: Inline[]): string {
  return parts
    .map((part) => {
      if ("parts" in part) return `${part.kind}(${flat(part.parts)})`;
      if (part.kind === "text") return part.text;
      if (part.kind === "code") return `code(${part.text})`;
      if (part.kind === "link") return `link(${part.url} ${part.label ?? ""})`;
      if (part.kind === "date") return `date(${part.seconds} ${part.format})`;
      if (part.kind === "user" || part.kind === "channel") return `${part.kind}(${part.id})`;
      return `${part.kind}(${part.name})`;
    })
    .join("");
}

describe("mrkdwn", () => {
  it.each([
    ["*bold* and _italic_ and ~gone~", "bold(bold) and italic(italic) and strike(gone)"],
    ["*bold with _italic_ inside*", "bold(bold with italic(italic) inside)"],
    ["snake_case_name and 2*3*4", "snake_case_name and 2*3*4"],
    ["* not bold * and *open", "* not bold * and *open"],
    ["`*not bold*` after", "code(*not bold*) after"],
    ["a &lt;b&gt; &amp;amp;", "a <b> &amp;"],
    ["<@U0PRIYA001>, <#C0LAUNCH01|launch>", "user(U0PRIYA001), channel(C0LAUNCH01)"],
    ["<https://a.example/?a=1&amp;b=2|here>", "link(https://a.example/?a=1&b=2 here)"],
    ["<!date^1795190400^{time}|17:00>", "date(1795190400 {time})"],
    ["<javascript:alert(1)|press>", "<javascript:alert(1)|press>"],
    ["1 < 2 > 0", "1 < 2 > 0"],
    [":eyes: at 10:30:45", "emoji(eyes) at 10:30:45"],
    ["<!here>", "everyone(here)"],
  ])("reads %s", (source, expected) => {
    expect(flat(parseInline(source))).toBe(expected);
  });

  it("groups quotes, lines and code", () => {
    const blocks = parseMrkdwn("say\n&gt; one\n> two\n```\ncode *x*\n```\nend");
    expect(blocks.map((block) => block.kind)).toEqual(["lines", "quote", "code", "lines"]);
    expect(blocks[2]).toEqual({ kind: "code", text: "code *x*" });
  });

  it("reads any text, and plain words stay as they are", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void parseMrkdwn(text)));
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z .,]+$/), (text) => {
        expect(flat(parseInline(text))).toBe(text);
      }),
    );
  });
});

describe("dates", () => {
  it("fills a token in the reader's own zone", () => {
    const now = deadline - 3_600;
    expect(fillDate(deadline, "{date_short_pretty} at {time}", zone, now)).toBe("today at 17:00");
    expect(fillDate(deadline, "{time}", "America/New_York", now)).toBe("11:00");
    expect(fillDate(deadline, "{date_short}", zone, now)).toBe("Fri 20 Nov");
    expect(fillDate(deadline, "{date_pretty}", zone, now + 86_400)).toBe("yesterday");
    expect(fillDate(deadline, "{no_such_thing}", zone, now)).toBe("{no_such_thing}");
  });

  it("names days and distances in words", () => {
    expect(dayName(deadline, zone, deadline)).toBe("Today");
    expect(dayName(deadline, zone, deadline + 5 * 86_400)).toBe("Friday 20 November");
    expect(ago(deadline, deadline + 60)).toBe("1 minute ago");
    expect(ago(deadline, deadline - 50)).toBe("just now");
    expect(ago(deadline, deadline - 3_600)).toBe("later");
    expect(ago(deadline, deadline + 7_200)).toBe("2 hours ago");
  });
});

describe("permalinks", () => {
  it("reads back what it writes", () => {
    const place = { channel: "C0NEWS0001", ts: "1795180141.000100", threadTs: "1795165320.000100" };
    expect(readPermalink(permalinkOf("acme", place))).toEqual(place);
    expect(readPermalink("https://acme.example/launch")).toBeUndefined();
  });
});
