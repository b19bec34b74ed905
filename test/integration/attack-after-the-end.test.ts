import { bot, channels, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, fromBot, resultOf, seen, told } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

/** Slack delivers a mention once more: as its twin event, or because our ack got lost. */
async function again(
  workspace: Workspace,
  message: { ts: string; thread: string; text: string; edited?: boolean },
): Promise<void> {
  await workspace.deliver("events_api", {
    type: "app_mention",
    user: people.maya,
    text: message.text,
    ts: message.ts,
    thread_ts: message.thread,
    channel: channels.launch,
    event_ts: message.ts,
    ...(message.edited ? { edited: { user: people.maya, ts: "1.000100" } } : {}),
  });
  await workspace.waitFor((w) => w.world.state.pending.length === 0, { what: "the delivery" });
}

it("takes the twin of a stop for no new job when the first one has stopped it", async () => {
  const { workspace, app, model } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await cardWith(workspace, at, "call.approve");
  const text = `<@${bot.userId}> stop`;
  const ts = workspace.say({ user: people.maya, channel: "launch", threadTs: at.thread, text });
  await seen(workspace, at, (message) => /stopped/i.test(message.text), "the end");
  await app.outbound?.idle();
  const asked = model.asked.length;
  const before = fromBot(workspace, at).length;

  await again(workspace, { ts, thread: at.thread, text });
  const later = workspace.say({ user: people.maya, channel: "launch", threadTs: at.thread, text });
  expect(await told(workspace, "maya", workspace.ephemerals("maya").length)).toMatch(
    /nothing to stop/,
  );
  await app.outbound?.idle();
  expect(workspace.reactions("launch", later)).toEqual([]);
  expect(model.asked).toHaveLength(asked);
  expect(fromBot(workspace, at)).toHaveLength(before);
});

it("takes a message that was a note for no new job, and says when it came too late", async () => {
  const { workspace, app, model } = house;
  let release: (() => void) | undefined;
  const draft = model.scripts.draft;
  model.scripts.draft = (input) => {
    release ??= model.hold();
    return draft?.(input) ?? { markdown: "x", changed: [] };
  };
  const at = ask(workspace, "a brief from this thread");
  await new Promise<void>((resolve) => {
    model.onMoment(() => release && model.asked.at(-1)?.role === "check" && resolve());
  });
  const text = `<@${bot.userId}> and name the price`;
  const known = workspace.ephemerals("maya").length;
  const ts = workspace.say({ user: people.maya, channel: "launch", threadTs: at.thread, text });
  await workspace.waitFor((w) => w.reactions("launch", ts).length > 0, { what: "the eyes" });
  release?.();
  await resultOf(workspace, at);
  expect(await told(workspace, "maya", known)).toMatch(/not in this result.*Change something/);

  const asked = model.asked.length;
  await again(workspace, { ts, thread: at.thread, text });
  await again(workspace, { ts, thread: at.thread, text: `${text}s`, edited: true });
  await app.outbound?.idle();
  expect(model.asked).toHaveLength(asked);
  expect(workspace.ephemerals("maya")).toHaveLength(known + 1);
});
