import { rmSync } from "node:fs";
import { startApp } from "../../src/app.js";
import { attribute } from "../../src/app/traces/semconv.js";
import { silentLog } from "../../src/log.js";
import { freshDataDir } from "../support/data-dir.js";
import { fastPace, startHouse } from "../support/house.js";
import { type ReceivedSpan, startSpanReceiver } from "../support/span-receiver.js";
import { ask, cardWith, held, press, resultOf } from "../support/steps.js";

const SECRET_WORDS = /xoxb-|xapp-|sk-test|Atlas|marigold|brief from this|pages\/launch|Priya|Maya/;

it("tells one run over a hold and a restart in linked traces, without a word of anybody's", async () => {
  const dataDir = await freshDataDir();
  const receiver = await startSpanReceiver();
  const traces = { endpoint: receiver.endpoint, serviceName: "fermata-test" };
  const house = await startHouse({ config: { dataDir, traces } });
  const { workspace } = house;
  try {
    const asked = ask(
      workspace,
      `a marigold brief from this thread and ${workspace.origin}/pages/launch; ask Priya to approve`,
    );
    const card = await cardWith(workspace, asked, "call.approve");
    await held(house, asked);
    await house.app.stop();
    const first = [...receiver.spans];

    const options = { log: silentLog, pace: fastPace, sweepEveryMs: 100 };
    const app = await startApp(house.config, "all", options);
    await press(workspace, asked, "priya", card, "call.approve");
    await resultOf(workspace, asked);
    await app.stop();
    const later = receiver.spans.slice(first.length);

    // Before the hold: one tree, whose root is where later ones link to.
    const root = first.find((one) => one.name === "invoke_workflow request" && !one.links.length);
    expect(root).toMatchObject({ parentSpanId: "", service: "fermata-test" });
    const tree = first.filter((one) => one.traceId === root?.traceId);
    expect(orphans(tree)).toEqual([]);
    expect(names(tree)).toEqual(
      expect.arrayContaining([
        "invoke_agent triage",
        "invoke_agent draft",
        "chat gpt-5-mini",
        "execute_tool read_thread",
        "execute_tool read_page",
        "fermata.call.opened",
      ]),
    );
    const chat = tree.find((one) => one.name === "chat gpt-5-mini");
    expect(chat).toMatchObject({
      kind: 3,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-5-mini",
        "gen_ai.response.model": "gpt-5-mini",
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 50,
      },
    });
    expect(parentOf(tree, chat)?.name).toMatch(/^invoke_agent /);
    const runId = root?.attributes[attribute.conversation];
    expect(runId).toMatch(/^run_/);

    // After it: traces of their own, each linked to the first.
    const resumed = later.filter((one) => one.name === "invoke_workflow request");
    expect(resumed.length).toBeGreaterThan(0);
    for (const one of resumed) {
      expect(one).toMatchObject({
        parentSpanId: "",
        links: [{ traceId: root?.traceId, spanId: root?.spanId }],
        attributes: { [attribute.conversation]: runId },
      });
      expect(one.traceId).not.toBe(root?.traceId);
    }
    expect(resumed.at(-1)?.attributes[attribute.runStatus]).toBe("completed");
    const ended = later.filter((one) => one.name === "fermata.call.ended");
    expect(ended).toHaveLength(1);
    expect(ended[0]?.attributes).toMatchObject({
      [attribute.callFunction]: "approve",
      [attribute.callStatus]: "decided",
      [attribute.callVerb]: "approve",
    });

    // Nothing but what is on the list, and nothing that anybody wrote.
    const allowed = new Set<string>(Object.values(attribute));
    const used = receiver.spans.flatMap((one) => Object.keys(one.attributes));
    expect(used.filter((name) => !allowed.has(name))).toEqual([]);
    expect(receiver.bodies.filter((body) => SECRET_WORDS.test(body))).toEqual([]);
  } finally {
    await house.stop();
    await receiver.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 90_000);

it("marks a refused model call by its status alone, and ends with the app when nobody listens", async () => {
  const receiver = await startSpanReceiver();
  const traces = { endpoint: receiver.endpoint, serviceName: "fermata" };
  const house = await startHouse({ config: { traces } });
  try {
    house.model.failNext(500, 1);
    await resultOf(house.workspace, ask(house.workspace, "a brief from this thread"));
  } finally {
    await house.stop();
  }
  const failed = receiver.spans.filter((one) => one.attributes[attribute.error] !== undefined);
  expect(failed.map((one) => [one.name, one.attributes[attribute.error]])).toEqual([
    ["chat gpt-5-mini", "500"],
  ]);
  expect(receiver.bodies.join("")).not.toContain("scripted failure");
  await receiver.stop();
  // The collector is gone: a job is done all the same.
  const alone = await startHouse({ config: { traces } });
  await resultOf(alone.workspace, ask(alone.workspace, "a brief from this thread"));
  await alone.stop();
}, 90_000);

const names = (spans: ReceivedSpan[]) => [...new Set(spans.map((one) => one.name))];
const parentOf = (spans: ReceivedSpan[], span: ReceivedSpan | undefined) =>
  spans.find((one) => one.spanId === span?.parentSpanId);
const orphans = (spans: ReceivedSpan[]) =>
  spans.filter((one) => one.parentSpanId !== "" && !parentOf(spans, one)).map((one) => one.name);
