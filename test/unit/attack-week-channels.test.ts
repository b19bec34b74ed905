import { readChannelWishes } from "../../src/domain/channel-wish.js";
import { readPostWish } from "../../src/domain/post-wish.js";

const HERE = "C0LAUNCH01";

it.each([
  "see https://example.com/a#general",
  "see (https://example.com/?q=#general)",
  "see http://example.com/(#general)",
  "see <https://example.com/#general>",
  "see <https://example.com|#general>",
  "see <https://example.com|in #general>",
  "ask <@U0PRIYA001|#general>",
  "ask <!subteam^S0ALL|#general>",
  "mail <mailto:a@example.com|#general>",
  "what is `#general`",
  "```\nread #general\n```",
  "> read #general",
  "&gt; read <#C0GENERAL1>",
  'he said "read #general"',
  "er sagte „lies #general“",
  "er sagte »lies #general«",
  "il a dit « lis #general »",
  "typed: &lt;#C0GENERAL1|general&gt;",
])("takes no channel from what is no word of the requester's: %s", (text) => {
  expect(readChannelWishes(text, HERE)).toEqual([]);
  expect(readPostWish(`please post it in ${text.replace(/^\S+ /u, "")}`)).toEqual([]);
});

it("takes the channels that are named beside links", () => {
  const text =
    "sum up <https://example.com/#a|this> and <#C0SUPPORT1|support>, then post it in <#C0NEWS0001|news>";
  expect(readChannelWishes(text, HERE).map((one) => one.id)).toEqual(["C0SUPPORT1"]);
  expect(readPostWish(text).map((one) => one.id)).toEqual(["C0NEWS0001"]);
});
