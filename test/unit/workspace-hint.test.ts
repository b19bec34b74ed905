import { bot, channels, people } from "../../playground/seed/ids.js";
import { launchSeed, launchThreadTs } from "../../playground/seed/launch.js";
import { addMessage } from "../../playground/workspace/conversation.js";
import { createEventFeed } from "../../playground/workspace/events.js";
import { hintFor } from "../../playground/workspace/hint.js";
import { createWorld } from "../../playground/workspace/world.js";

const world = createWorld(launchSeed("http://127.0.0.1:4500", new Date("2026-11-20T13:00:00Z")), {
  now: () => new Date("2026-11-20T14:02:00Z"),
});
const feed = createEventFeed(
  world,
  () => false,
  () => undefined,
);
const hint = (user: string) => {
  const person = world.person(user);
  return person ? hintFor(world, person) : null;
};
const thread = { thread_ts: launchThreadTs };
const button = (action_id: string) => ({
  type: "actions",
  elements: [
    { type: "button", action_id, value: "c", text: { type: "plain_text", text: "Press" } },
  ],
});

describe("the line that says what to press", () => {
  it("follows the story: goal, work, card, result", () => {
    expect(hint(people.maya)?.line).toContain("Press Send");
    expect(hint(people.sam)?.become).toBe(people.maya);

    addMessage(world, feed, channels.launch, {
      ...thread,
      user: people.maya,
      text: `<@${bot.userId}> brief`,
    });
    expect(hint(people.maya)?.line).toContain("working");

    const author = { user: bot.userId, bot_id: bot.botId };
    const text = `<@${people.priya}>, <@${people.maya}> asks for your OK.`;
    const card = addMessage(world, feed, channels.launch, {
      ...thread,
      ...author,
      text,
      blocks: [button("call.approve")],
    });
    expect(hint(people.maya)?.become).toBe(people.priya);
    expect(hint(people.priya)?.line).toContain("asks you");

    card.blocks = [button("call.view")];
    const says = (...ids: string[]) =>
      addMessage(world, feed, channels.launch, {
        ...thread,
        ...author,
        text: "-",
        blocks: ids.map(button),
      });
    says("run.redo", "run.why");
    expect(hint(people.maya)?.line).toContain("Done");
    const status = says("run.stop");
    expect(hint(people.maya)?.line).toContain("working");
    status.blocks = [];
    says("run.why");
    expect(hint(people.maya)?.line).toContain("ended without a result");
  });

  it("leads to a question that was asked in a direct message", () => {
    const asked = createWorld(
      launchSeed("http://127.0.0.1:4500", new Date("2026-11-20T13:00:00Z")),
      {
        now: () => new Date("2026-11-20T14:02:00Z"),
      },
    );
    const silent = createEventFeed(
      asked,
      () => false,
      () => undefined,
    );
    addMessage(asked, silent, channels.launch, {
      ...thread,
      user: people.maya,
      text: `<@${bot.userId}> sum up #leads-private`,
    });
    const dm = asked.dmBetween(people.maya, bot.userId).id;
    const author = { user: bot.userId, bot_id: bot.botId, text: "-" };
    const root = addMessage(asked, silent, dm, { ...author, blocks: [button("run.stop")] });
    const card = addMessage(asked, silent, dm, {
      ...author,
      thread_ts: root.ts,
      blocks: [button("call.approve")],
    });
    const line = (user: string) => {
      const person = asked.person(user);
      return person ? hintFor(asked, person) : null;
    };
    expect(line(people.maya)).toMatchObject({ channel: dm, threadTs: root.ts });
    expect(line(people.maya)?.line).toContain("asks you in a direct message");
    expect(line(people.priya)?.become).toBe(people.maya);
    card.blocks = [button("call.undo")];
    expect(line(people.maya)?.line).toContain("working");
    root.blocks = [];
    addMessage(asked, silent, dm, { ...author, blocks: [button("run.redo"), button("run.why")] });
    expect(line(people.maya)?.line).toContain("Done");
  });

  it("calls the days of the story by their right names", () => {
    const root = world.message(channels.launch, launchThreadTs);
    const day = (date: string) =>
      new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "Europe/Berlin" }).format(
        new Date(date),
      );
    expect(day(new Date(Number(root?.ts) * 1000).toISOString())).toBe("Friday");
    expect(day("2026-12-01T12:00:00Z")).toBe("Tuesday");
    expect(day("2026-12-03T12:00:00Z")).toBe("Thursday");
  });
});
