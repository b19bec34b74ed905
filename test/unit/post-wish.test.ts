import fc from "fast-check";
import { readPostWish } from "../../src/domain/post-wish.js";

const news = { id: "C0NEWS0001", name: "company-news" };
const link = "<#C0NEWS0001|company-news>";

describe("where a request wants its result posted", () => {
  it.each([
    `turn this into a brief, check it, then post it in ${link} once Priya is happy`,
    `write a summary for everyone from this channel since 08:30 and post it in ${link}. Tom or Priya approve.`,
    `share the result to ${link}`,
    `Please publish this in our channel ${link}`,
    `a brief. Send it to ${link}, please`,
    `put it into ${link}`,
    `Once Priya is happy, post it in ${link}`,
    `make a brief; after Priya's OK post it in ${link}`,
    `can you post a short note about the outage in ${link}?`,
    `I want you to post this in ${link}`,
    `<@U0FERMATA1> post this in ${link}`,
    `read <#C0SUPPORT1|support> and post a summary in ${link}`,
    `summarise the notes in <#C0SUPPORT1|support>, then share it in ${link}`,
    `the note should be posted in ${link} tomorrow`,
    `do not post it in ${link} before Priya approves`,
    `Fass das zusammen und veröffentliche es in ${link}`,
    `bitte in ${link} posten`,
    `Kurzfassung schreiben, dann in ${link} teilen, wenn Priya zustimmt`,
    `check it against acme.example/launch and post it in ${link}`,
  ])("finds one: %s", (text) => {
    expect(readPostWish(text)).toEqual([news]);
  });

  it.each([
    "a digest of the decisions in #meeting-notes",
    "summarise <#C0SUPPORT1|support> from yesterday",
    "send me what happened in <#C0SUPPORT1|support>",
    "share what was decided in #meeting-notes",
    "what do people post in #general?",
    "share the decisions made in #general",
    "write a guide how to post in #general",
    "collect everything that was posted in #general",
    "do not post it in #general",
    "never post in #general",
    "send me the notes from #general",
    "ask Priya, she is in #general",
    "what is the rule for #general",
    'Tom said "post it in #general"',
    "> then post it in #general\nWhat do you think of this?",
    "&gt; post it in #general",
    "explain `post it in #general`",
    "```\npost it in #general\n``` what does this do?",
    "read https://acme.example/docs#general and post it here",
    "was posten die Leute in #general?",
    "post it",
  ])("finds none: %s", (text) => {
    expect(readPostWish(text)).toEqual([]);
  });

  it("takes a bare name as it is written", () => {
    expect(readPostWish("then post it in #Company-News.")).toEqual([
      { id: null, name: "company-news" },
    ]);
  });

  it("names several, and none twice", () => {
    expect(readPostWish(`post it in ${link} and <#C0GENERAL1|general>`)).toHaveLength(2);
    expect(readPostWish(`post it in ${link}, #general and in #support`)).toHaveLength(3);
    expect(readPostWish(`post it in ${link}. Post it in ${link} at nine.`)).toEqual([news]);
  });

  it("finds none without a channel, and none in what is quoted", () => {
    const words = fc.lorem({ mode: "sentences" });
    fc.assert(fc.property(words, (text) => readPostWish(text).length === 0));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const quoted = `${before}\n> post it in ${link}\n${after} "post it in #general"`;
        return readPostWish(quoted).length === 0;
      }),
    );
  });

  it("finds only channels that stand in the text, whatever it is, without delay", () => {
    const piece = fc.constantFrom(
      "post ",
      "it ",
      "in ",
      "#general",
      link,
      ", and ",
      "don't ",
      "\n",
      ">",
      "`",
      '"',
      "once ",
      "  ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => {
        const text = parts.join("");
        return readPostWish(text).every((one) =>
          text.toLowerCase().includes(one.id?.toLowerCase() ?? `#${one.name}`),
        );
      }),
    );
    expect(readPostWish("post it in the ".repeat(20_000))).toEqual([]);
    expect(readPostWish("post it in #a ".repeat(3_000))).toEqual([{ id: null, name: "a" }]);
  });
});
