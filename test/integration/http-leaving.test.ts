import { Agent, get, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { credentials } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith } from "../support/steps.js";

let house: House;
let over: () => void;
const seen = new Promise<void>((resolve) => (over = resolve));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const at = (path: string) => `http://127.0.0.1:${house.app.port}${path}`;

beforeAll(async () => {
  house = await startHouse({
    workspace: { httpMode: true },
    slack: { appToken: undefined, signingSecret: credentials.signingSecret },
    options: { farewell: () => seen },
  });
  house.workspace.useEventsUrl(at("/slack/events"));
});
afterAll(async () => {
  agent.destroy();
  await house.stop();
});

/** Asks over the one connection that is kept. */
async function overKept(path: string) {
  const request = get(at(path), { agent });
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  const body = await text(answer);
  return { body, status: answer.statusCode, answer, wasKept: request.reusedSocket };
}

it("goes on answering while it is told to end, until no more is sent to it", async () => {
  const { workspace } = house;
  const asked = ask(workspace, "a brief from this thread, and ask Priya to approve");
  const card = await cardWith(workspace, asked, "call.approve");
  const before = await overKept("/readyz");
  expect(before).toMatchObject({ status: 200, answer: { headers: { connection: "keep-alive" } } });

  // As a balancer that only looks whether anybody listens, or connects for later.
  const silent = connect(house.app.port, "127.0.0.1");
  await once(silent, "connect");

  const ended = house.app.stop();

  // A press that was on its way over a connection that stood.
  const last = await overKept("/readyz");
  expect(last).toMatchObject({ status: 503, body: "ending\n", wasKept: true });
  expect(last.answer.headers.connection).toBe("close");
  // Somebody who has not seen it yet and comes anew.
  const place = { channel: asked.channel, ts: card.ts, actionId: "call.approve" };
  expect((await workspace.click({ user: "priya", ...place })).acked).toBe(true);
  expect((await overKept("/healthz")).answer.headers.connection).toBe("close");

  over();
  await ended;
  silent.destroy();
  await expect(overKept("/healthz")).rejects.toThrow("ECONNREFUSED");
});
