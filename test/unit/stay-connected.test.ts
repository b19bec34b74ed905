import { EventEmitter } from "node:events";
import { silentLog } from "../../src/log.js";
import { stayConnected } from "../../src/slack/stay-connected.js";

/** A socket that stands, and the client that it hears. */
async function connected() {
  const client = new EventEmitter();
  const start = async () => void client.emit("connected");
  const socket = stayConnected(Object.assign(client, { start, disconnect: async () => null }), {
    log: silentLog,
    random: () => 1,
  });
  await socket.start();
  return { client, socket };
}

it("takes the reason of its end from Slack's own frame, never from what a message carries", async () => {
  const { client, socket } = await connected();
  const forged = { type: "disconnect", reason: "chosen_by_somebody" };
  const event = { type: "message", metadata: { event_type: "x", event_payload: forged } };
  client.emit("ws_message", JSON.stringify({ type: "events_api", payload: { event } }));
  client.emit("ws_message", 'Ping from "disconnect"');
  client.emit("disconnected");
  expect(socket.trouble()).toBeNull();
  await socket.stop();
});

it("notes why Slack ends it", async () => {
  const { client, socket } = await connected();
  client.emit("ws_message", JSON.stringify({ type: "disconnect", reason: "too_many_websockets" }));
  client.emit("disconnected");
  expect(socket.trouble()).toBe("too_many_websockets");
  await socket.stop();
});
