import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, press, resultOf } from "../support/steps.js";

let house: House;
const at = (path: string) => `http://127.0.0.1:${house.app.port}${path}`;
const page = async () => await (await fetch(at("/metrics"))).text();

/** One sample of the page, or null. */
async function sample(name: string, labels = ""): Promise<number | null> {
  const lines = (await page()).split("\n");
  const start = `${name}${labels} `;
  const line = lines.find((one) => one.startsWith(start));
  return line === undefined ? null : Number(line.slice(start.length));
}

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it("counts a job from the question to the result", async () => {
  const { workspace } = house;
  const asked = ask(workspace, "a brief from this thread, and ask Priya to approve");
  const card = await cardWith(workspace, asked, "call.approve");
  // Nothing was asked of the page before, so nothing of it is kept.
  expect(await sample("fermata_calls_open")).toBe(1);
  expect(await sample("fermata_up")).toBe(1);
  expect(await sample("fermata_slack_connected")).toBe(1);
  expect(await page()).toMatch(/^fermata_runs\{status="(waiting|running)"\} 1$/m);
  await press(workspace, asked, "priya", card, "call.approve");
  await resultOf(workspace, asked);
  await house.app.outbound?.idle();
  const model = 'model="gpt-5-mini",outcome="ok"';
  const calls = `{role="triage",${model}}`;
  expect(await sample("fermata_model_calls_total", calls)).toBe(1);
  expect(
    await sample(
      "fermata_model_tokens_total",
      '{role="triage",model="gpt-5-mini",direction="input"}',
    ),
  ).toBe(100);
  expect(
    await sample("fermata_slack_calls_total", '{method="chat.postMessage",outcome="ok"}'),
  ).toBeGreaterThan(1);
  expect(await sample("fermata_ack_seconds_count", '{kind="event"}')).toBeGreaterThan(0);
  expect(await sample("fermata_ack_seconds_count", '{kind="click"}')).toBe(1);
  expect(await sample("fermata_sweep_seconds_count")).toBeGreaterThan(0);
  expect(await sample("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
});

it("counts what Slack refuses because it is too much", async () => {
  const { workspace } = house;
  workspace.faults.add({ method: "chat.postMessage", kind: "429", times: 1, retryAfterS: 1 });
  const asked = ask(workspace, "a brief from this thread");
  await resultOf(workspace, asked);
  expect(
    await sample("fermata_slack_calls_total", '{method="chat.postMessage",outcome="rate_limited"}'),
  ).toBe(1);
});

it("gives no label that could hold an id or a text", async () => {
  const labels = [...(await page()).matchAll(/(\w+)="([^"]*)"/g)];
  const values = labels.filter(([, name]) => name !== "le" && name !== "quantile");
  expect(values.length).toBeGreaterThan(10);
  for (const [, , value] of values) {
    expect(value).not.toMatch(/run_|call_|xox|Atlas|[CUDT]0[A-Z0-9]{5}/);
  }
});
