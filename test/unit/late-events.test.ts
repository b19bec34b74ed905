import { fail } from "../../src/errors.js";
import { createLog } from "../../src/log.js";
import { createLateEvents } from "../../src/slack/incoming/late-events.js";
import { createTellLate } from "../../src/slack/incoming/tell-late.js";

const log = createLog("silent");
const self = { team: "T1", botUserId: "UBOT", botId: "BBOT" };
const event = (id: string, type: string, more: object = {}) => ({
  type: "event_callback",
  team_id: "T1",
  event_id: id,
  event: { type, channel: "C1", user: "U1", ts: "1.1", text: "<@UBOT> a brief", ...more },
});

/** A database that is away until told otherwise. */
function place() {
  let isAway = true;
  const taken: unknown[] = [];
  const told: unknown[] = [];
  let onTaken = () => undefined as void;
  const late = createLateEvents({
    async accept(body) {
      if (isAway) throw fail("DATABASE_UNREACHABLE");
      taken.push(body);
      onTaken();
    },
    tellLate: async (body) => void told.push(body),
    log,
    retryMs: 5,
  });
  return {
    late,
    taken,
    told,
    back: () =>
      new Promise<void>((resolve) => {
        onTaken = resolve;
        isAway = false;
      }),
  };
}

it("throws, so that nothing is acknowledged, and takes the event when the database is back", async () => {
  const { late, taken, told, back } = place();
  const body = event("E1", "app_mention");
  await expect(late.accept(body, true)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
  await back();
  expect(taken).toEqual([body]);
  expect(told).toEqual([body]);
  await late.stop();
});

it("tells once, however often Slack brings it, and nothing of what it did not see first", async () => {
  const { late, told } = place();
  for (const isFirst of [true, false, false]) {
    await expect(late.accept(event("E1", "app_mention"), isFirst)).rejects.toThrow();
  }
  await expect(late.accept(event("E2", "app_mention"), false)).rejects.toThrow();
  expect(told).toHaveLength(1);
  await late.stop();
});

it("leaves what fails for another reason to Slack", async () => {
  const told: unknown[] = [];
  let tries = 0;
  const late = createLateEvents({
    async accept() {
      tries += 1;
      throw new Error("a mistake of ours");
    },
    tellLate: async (body) => void told.push(body),
    log,
    retryMs: 1,
  });
  await expect(late.accept(event("E1", "app_mention"), true)).rejects.toThrow("a mistake");
  await late.stop();
  expect([tries, told]).toEqual([1, []]);
});

it("tells only people who addressed us, and where they did", async () => {
  const posted: unknown[] = [];
  const client = {
    chat: { postEphemeral: async (one: unknown) => void posted.push(one) },
    conversations: { open: async () => ({ channel: { id: "D2" } }) },
  };
  const tell = createTellLate(client as never, self);
  await tell.event(event("E1", "app_mention", { thread_ts: "1.0" }));
  // The same message again, as one of the channel; a reply that may mean somebody else; an edit; a bot.
  await tell.event(event("E2", "message"));
  await tell.event(event("E3", "message", { thread_ts: "1.0", text: "yes" }));
  await tell.event(event("E4", "app_mention", { edited: { ts: "2" } }));
  await tell.event(event("E5", "app_mention", { bot_id: "B2" }));
  await tell.event(event("E6", "message", { channel: "D1", channel_type: "im", text: "hi" }));
  await tell.press({ userId: "U1", channel: "", threadTs: null });
  const later =
    "I cannot save anything right now. I start on your message as soon as I can again; there is no need to repeat it.";
  const again =
    "I cannot save anything right now, so this was not taken. Press it again in a minute.";
  expect(posted).toMatchObject([
    { channel: "C1", user: "U1", thread_ts: "1.0", text: later },
    { channel: "D1", user: "U1", text: later },
    // A press in Home has no channel.
    { channel: "D2", user: "U1", text: again },
  ]);
});
