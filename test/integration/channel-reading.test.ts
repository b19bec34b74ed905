import { bot, channels, people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { storyScripts } from "../support/story-scripts.js";
import { ask, fromBot, read, resultOf } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  const { research } = storyScripts();
  house = await startHouse({
    scripts: storyScripts({
      research: (input) => {
        if (input.document) documents.set(input.document.source.label, input.document.text);
        if (!research) throw new Error("The story has no research.");
        return research(input);
      },
    }),
  });
});
afterAll(() => house.stop());

/** What the model was given to read, by the label of its source. */
const documents = new Map<string, string>();

it("reads a channel that the request names, with the replies, and links it", async () => {
  const { workspace } = house;
  const root = workspace.say({
    user: people.leo,
    channel: "support",
    text: `Norda cannot log in, <@${people.ana}> knows`,
  });
  workspace.say({
    user: people.ana,
    channel: "support",
    threadTs: root,
    text: "It was the certificate.",
  });
  const at = ask(workspace, `summarise <#${channels.support}> today and post nothing`, {
    channel: "company-news",
  });
  const result = await resultOf(workspace, at);
  const text = documents.get("#support") ?? "";
  expect(text).toMatch(/Leo, .*: Norda cannot log in, @Ana knows/);
  expect(text).toMatch(/\n↳ Ana, .*: It was the certificate\./);
  expect(read(result)).toMatch(/#support/);
  expect(read(result)).toMatch(/2 messages, today/);
  expect(JSON.stringify(result.blocks)).toContain(`/archives/${channels.support}/p`);
});

it("reads this channel since a time, without its own messages and the request", async () => {
  const { workspace } = house;
  workspace.say({ user: people.leo, channel: "announcements", text: "Checkout is slow." });
  const ts = workspace.say({
    user: people.maya,
    channel: "announcements",
    text: `<@${bot.userId}> write a summary from this channel since yesterday`,
  });
  const at = { channel: "announcements", thread: ts, ts };
  const result = await resultOf(workspace, at);
  const text = documents.get("#announcements") ?? "";
  expect(text).toContain("Checkout is slow.");
  expect(text).not.toContain("write a summary");
  expect(read(result)).toMatch(/\d messages?, since yesterday/);
});

it("says the same of a channel that one is not in and of one that does not exist", async () => {
  const { workspace } = house;
  workspace.invite({ user: "fermata", channel: "leads-private" });
  const known = workspace.messages("leads-private").length;
  const answers: string[] = [];
  for (const name of ["leads-private", "nowhere"]) {
    const at = ask(workspace, `turn this thread and #${name} into a brief`, {
      user: people.leo,
      channel: "launch",
    });
    answers.push(read(await resultOf(workspace, at)).replaceAll(`#${name}`, "#it"));
    // Nothing was moved away either: the answer stands where it was asked.
    expect(fromBot(workspace, at).map(read).join()).not.toMatch(/direct message/);
  }
  expect(answers[0]).toMatch(/Not read.*#it \(I could not see that you and I are both in it\)/);
  const missed = (text = "") => text.match(/#it \([^)]*\)/)?.[0];
  expect(missed(answers[0])).toBe(missed(answers[1]));
  expect(documents.has("#leads-private")).toBe(false);
  expect(workspace.messages("leads-private")).toHaveLength(known);
});

it("stays within 40 calls to Slack for three channels with many threads", async () => {
  const { workspace } = house;
  for (const channel of ["support", "general", "announcements"]) {
    for (let n = 0; n < 12; n += 1) {
      const root = workspace.say({ user: people.leo, channel, text: `Point ${n}` });
      workspace.say({ user: people.ana, channel, threadTs: root, text: `Reply ${n}` });
    }
  }
  workspace.invite({ user: "maya", channel: "general" });
  const before = workspace.calls.length;
  const at = ask(workspace, "compare #support, #general and #announcements today", {
    channel: "company-news",
  });
  const result = await resultOf(workspace, at);
  await house.app.outbound?.idle();
  expect(read(result)).toMatch(/replies in \d+ threads not read/);
  const calls = workspace.calls.slice(before).map((call) => call.method);
  expect({ calls, enough: calls.length <= 40 }).toMatchObject({ enough: true });
});
