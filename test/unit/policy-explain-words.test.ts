import { explained } from "../support/explained.js";

const says = async (words: string[], config = "") => {
  const { exitCode, text } = await explained(config, words);
  return { exitCode, text };
};

describe("policy explain", () => {
  it.each([
    [[], /^Say what\./],
    [["list"], /^"list" is not known\./],
    [["explain"], /^Say what as post, result, question/],
    [["explain", "delete #launch", "--actor", "U0MAYA"], /^Say what as post, result, question/],
    [["explain", "post", "--actor", "U0MAYA"], /^Say where to post/],
    [["explain", "post #a #b", "--actor", "U0MAYA"], /^"#b" is too much/],
    [["explain", "post #launch"], /^Say who wants it, with --actor\./],
    [["explain", "post #launch", "--actor"], /^--actor needs a value\./],
    [["explain", "post #launch", "--actor", "maya"], /^maya is no Slack user id/],
    [["explain", "post #launch", "--actor", "U0MAYA,U0TOM"], /^One person wants it/],
    [["explain", "post #launch", "--actor", "U0MAYA", "--named", ""], /^--named is no Slack/],
    [["explain", "post #launch", "--actor", "U0MAYA", "--at", "soon"], /^"soon" is no time such/],
    [["explain", "post #launch", "--actor", "U0MAYA", "--wait", "1"], /^"--wait" is no option\./],
  ])("%j is answered with how to say it", async (words, why) => {
    const { exitCode, text } = await says(words);
    expect(exitCode).toBe(2);
    expect(text).toMatch(why);
    expect(text.split("\n")[1]).toMatch(/^Usage: npm start -- policy explain "post #channel"/);
  });

  it("explains a question, and a refusal", async () => {
    const rules = `policy:
  sets: { Two: { people: [U0A, U0B] } }
  rules:
    - { name: two, when: { act: post }, tier: several, ask: [Two] }
    - { name: q, when: { act: question }, tier: one, ask: [named, requester], silence: wait }`;
    const question = await says(["explain", "question", "--actor", "U0A"], rules);
    expect(question.text).toMatch(/^U0A wants a question, Fri 20 Nov 2026, 10:00 \(UTC\)\.$/m);
    expect(question.text).toMatch(/^No answer +it keeps waiting$/m);
    const refused = await says(["explain", "post #x", "--actor", "U0A"], rules);
    expect(refused.text).toMatch(
      /^Refused +This cannot be posted in #x: .* only U0B can be asked\./m,
    );
    expect(refused.exitCode).toBe(0);
  });
});
