import { bot, people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { type House, startHouse } from "../support/house.js";
import { type Asked, ask, cardWith, controls, press, read, seen } from "../support/steps.js";

let house: House;
beforeEach(async () => {
  house = await startHouse({ options: { sweepEveryMs: 50 } });
});
afterEach(() => house.stop());

/** The bot's message in somebody's direct message that matches, as soon as it is there. */
function direct(
  user: keyof typeof people,
  matches: (message: Message) => boolean,
): Promise<{ at: Asked; message: Message }> {
  return house.workspace.waitFor(
    (w) => {
      const channel = w.dmOf(user);
      const message =
        channel && w.messages(channel).find((one) => one.bot_id === bot.botId && matches(one));
      return channel && message
        ? { at: { channel, thread: message.ts, ts: message.ts }, message }
        : undefined;
    },
    { timeoutMs: 45_000, what: `a direct message to ${user}` },
  );
}

const withApprove = (message: Message) => controls(message).includes("call.approve");

it("sends a deleted card to who is asked; the answer there counts, and the record says why", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  // Until then nobody of us knows which message it is.
  await house.app.outbound?.idle();
  const client = `${workspace.apiUrl}chat.delete`;
  await fetch(client, {
    method: "POST",
    headers: { authorization: "Bearer xoxb-playground-1", "content-type": "application/json" },
    body: JSON.stringify({ channel: "C0LAUNCH01", ts: card.ts }),
  });
  const copy = await direct("priya", withApprove);
  expect(read(copy.message)).toContain("a place where I cannot write any more");
  await press(workspace, copy.at, "priya", copy.message, "call.approve");
  await cardWith(workspace, at, "run.redo");
  const settled = await direct("priya", (one) => /approved by Priya/i.test(read(one)));
  expect(settled.message.ts).toBe(copy.message.ts);
  const callId = /call_[0-9a-f]+/.exec(JSON.stringify(card.blocks))?.[0] ?? "";
  const call = await house.app.store.read.calls.get(callId);
  expect(call?.status).toBe("decided");
  expect(call?.reached.people.map((one) => one.id)).toEqual([people.priya]);
});

it("asks directly where the channel is archived before the card is shown, and brings the result there", async () => {
  const { workspace, model } = house;
  const release = model.hold();
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  await seen(workspace, at, () => true, "the status");
  workspace.archive("launch");
  release();
  const copy = await direct("priya", withApprove);
  await press(workspace, copy.at, "priya", copy.message, "call.approve");
  const result = await direct("maya", (one) => controls(one).includes("run.redo"));
  expect(read(result.message)).toContain("Atlas launches.");
  const word = await direct("maya", (one) => /comes directly/.test(read(one)));
  expect(word.message.ts < result.message.ts).toBe(true);
});
