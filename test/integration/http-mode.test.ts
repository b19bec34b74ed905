import { createHmac } from "node:crypto";
import { rmSync } from "node:fs";
import { credentials, people } from "../../playground/seed/ids.js";
import { allRows } from "../support/all-rows.js";
import { freshDataDir } from "../support/data-dir.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, read, resultOf, told } from "../support/steps.js";

let house: House;
let stopped = false;
let dataDir: string;
const at = (path: string) => `http://127.0.0.1:${house.app.port}${path}`;

beforeAll(async () => {
  dataDir = await freshDataDir();
  house = await startHouse({
    workspace: { httpMode: true },
    config: { dataDir },
    slack: { appToken: undefined, signingSecret: credentials.signingSecret },
  });
  house.workspace.useEventsUrl(at("/slack/events"));
});
afterAll(async () => {
  if (!stopped) await house.stop();
  rmSync(dataDir, { recursive: true });
});

/** Posts like Slack; `secret` signs it. */
function post(body: object, secret: string, atMs = Date.now()): Promise<Response> {
  const raw = JSON.stringify(body);
  const time = String(Math.floor(atMs / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${time}:${raw}`).digest("hex");
  return fetch(at("/slack/events"), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-slack-request-timestamp": time,
      "x-slack-signature": `v0=${signature}`,
    },
    body: raw,
  });
}

it("listens on a port of its own, where the operator asks too", async () => {
  expect(house.app.port).toBeGreaterThan(0);
  expect(await (await fetch(at("/healthz"))).text()).toBe("ok\n");
  expect((await fetch(at("/readyz"))).status).toBe(200);
  expect(await (await fetch(at("/metrics"))).text()).toMatch(/^fermata_\w+ \d/m);
  expect((await fetch(at("/else"))).status).toBe(404);
});

it("answers Slack's challenge", async () => {
  const challenge = { type: "url_verification", token: "x", challenge: "3eZbrw1aB" };
  const answer = await post(challenge, credentials.signingSecret);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("3eZbrw1aB");
});

it("takes a goal to an approved result, a private answer included", async () => {
  const { workspace } = house;
  const asked = ask(workspace, "a brief from this thread, and ask Priya to approve");
  const card = await cardWith(workspace, asked, "call.approve");
  const place = { channel: asked.channel, ts: card.ts, actionId: "call.approve" };
  await workspace.click({ user: "leo", ...place });
  expect(await told(workspace, "leo")).toMatch(/Only .*Priya/);
  const pressed = await workspace.click({ user: "priya", ...place });
  expect(pressed.acked).toBe(true);
  expect(read(await resultOf(workspace, asked))).toContain("Approved by Priya");
});

it("refuses a wrong signature and an old one, and keeps nothing of them", async () => {
  const body = {
    type: "event_callback",
    team_id: "T1",
    event: {
      type: "app_mention",
      user: people.maya,
      channel: "C1",
      ts: "1.000001",
      text: "forged-words",
    },
  };
  expect((await post(body, "another secret")).status).toBe(401);
  const old = Date.now() - 6 * 60_000;
  expect((await post(body, credentials.signingSecret, old)).status).toBe(401);
  await house.stop();
  stopped = true;
  const rows = JSON.stringify(await allRows(dataDir));
  expect(rows).toContain("a brief from this thread");
  expect(rows).not.toContain("forged-words");
});
