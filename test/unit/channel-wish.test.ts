import { readChannelWishes } from "../../src/domain/channel-wish.js";
import { readPeriod } from "../../src/runs/begin/period.js";

const names = (text: string) =>
  readChannelWishes(text, "C0HERE").map((wish) =>
    wish.here ? "here" : (wish.id ?? `#${wish.name}`),
  );

describe("which channels a request names to be read", () => {
  it.each<[string, string[]]>([
    ["summarise <#C0A|support> for me", ["C0A"]],
    ["summarise <#C0A>", ["C0A"]],
    ["summarise #support and #leads-private", ["#support", "#leads-private"]],
    ["write a summary from this channel since 08:30 and post it in #announcements", ["here"]],
    [
      "write a summary for everyone from this channel since 08:30 and post it in <#C0B|news>. Tom approves",
      ["here"],
    ],
    ["turn this thread into a brief, then post it in #company-news once Priya is happy", []],
    ["post a summary of #support in #news", ["#support"]],
    ["compare #a1 with #b1, then share the result with everybody in #c1", ["#a1", "#b1"]],
    ["post what was decided in #leads to #news", ["#leads"]],
    ["share the decisions made in #leads", ["#leads"]],
    ["what did we say in #leads about it?", ["#leads"]],
    ["post it in this channel", []],
    [
      "every weekday at 9 give me the decisions from yesterday's notes in #meeting-notes",
      ["#meeting-notes"],
    ],
    ["read <#C0A|a> and post a brief in <#C0A|a>", ["C0A"]],
    ["summarise <#C0HERE|launch>", ["here"]],
    ["summarise #support, #support and #support", ["#support"]],
    ['answer "what is in #leads?"', []],
    ["explain `#leads` to me", []],
    ["fix issue #123 at https://a.example/x#part", []],
    ["fass diesen Kanal zusammen und poste es in #news", ["here"]],
    ["nothing of the kind", []],
  ])("%s", (text, expected) => expect(names(text)).toEqual(expected));
});

describe("which period a request means", () => {
  // Friday 20 November 2026, 14:00 in Berlin.
  const now = new Date("2026-11-20T13:00:00Z");
  const at = { now, tz: "Europe/Berlin" };

  it.each<[string, string, string, string?]>([
    ["summarise this channel since 08:30", "2026-11-20T07:30", "since 08:30"],
    ["since 9 am", "2026-11-20T08:00", "since 09:00"],
    ["since 1 pm", "2026-11-20T12:00", "since 13:00"],
    ["seit 9 Uhr", "2026-11-20T08:00", "since 09:00"],
    ["since 18:00", "2026-11-19T17:00", "since yesterday 18:00"],
    ["what happened today", "2026-11-19T23:00", "today"],
    ["yesterday's notes", "2026-11-18T23:00", "yesterday", "2026-11-19T23:00"],
    ["since yesterday", "2026-11-18T23:00", "since yesterday"],
    ["this week", "2026-11-15T23:00", "this week"],
    ["last week", "2026-11-08T23:00", "last week", "2026-11-15T23:00"],
    ["the last 3 days", "2026-11-17T13:00", "last 3 days"],
    ["the past two weeks", "2026-11-06T13:00", "last 2 weeks"],
    ["the last 24 hours", "2026-11-19T13:00", "last 24 hours"],
    ["since Monday", "2026-11-15T23:00", "since Monday"],
    ["since Friday", "2026-11-19T23:00", "since Friday"],
    ["since 12 November", "2026-11-11T23:00", "since 12 November"],
    ["since December 3", "2025-12-02T23:00", "since 3 December"],
    ["since 2026-11-18", "2026-11-17T23:00", "since 18 November"],
    ["summarise it", "2026-11-13T13:00", "last 7 days"],
    ["learn from 3 people", "2026-11-13T13:00", "last 7 days"],
    ['say "since 08:30"', "2026-11-13T13:00", "last 7 days"],
  ])("%s", (...row) => {
    const [text, since, words, until] = row;
    const period = readPeriod(text, at);
    expect(period.words).toBe(words);
    expect(period.since.toISOString().slice(0, 16)).toBe(since);
    expect(period.until).toEqual(until === undefined ? now : new Date(`${until}:00Z`));
  });

  it("goes on from the last time where a schedule has one and no period is named", () => {
    const lastAt = new Date("2026-11-19T08:00:00Z");
    expect(readPeriod("the decisions", { ...at, lastAt })).toEqual({
      since: lastAt,
      until: now,
      words: "since the last time",
    });
    expect(readPeriod("yesterday's decisions", { ...at, lastAt }).words).toBe("yesterday");
  });

  it("reads a zone that does not exist as UTC", () => {
    const period = readPeriod("today", { now, tz: "Nowhere/At_all" });
    expect(period.since.toISOString()).toBe("2026-11-20T00:00:00.000Z");
  });
});

// A test's own limit is the measure.
it.each(["#a", "#1", "<#C0", "post in ", "since 1", "“", "`", "a. ", "this channel "])(
  "reads a message full of %j",
  (part) => {
    const text = part.repeat(Math.floor(40_000 / part.length));
    expect(readChannelWishes(text, "C0HERE").length).toBeGreaterThanOrEqual(0);
    expect(readPeriod(text, { now: new Date(), tz: "UTC" }).words).toBe("last 7 days");
  },
);
