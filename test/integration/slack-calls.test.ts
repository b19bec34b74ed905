import { bot, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { PlannedTask } from "../../src/domain/task.js";
import { slackPace } from "../../src/slack/outbound/pace.js";
import { type House, startHouse } from "../support/house.js";
import { launchThread } from "../support/places.js";
import { storyScripts } from "../support/story-scripts.js";

const tasks = 10;
const starting = new Set(["auth.test", "apps.connections.open"]);
const buttonOf = (workspace: Workspace, thread: string, id: string) =>
  workspace
    .messages("launch", thread)
    .find((message) => JSON.stringify(message.blocks ?? []).includes(`"action_id":"${id}"`));

let house: House;
beforeAll(async () => {
  house = await startHouse({
    workspace: { rates: "slack" },
    // No gap between changes: as though each step took so long that the gap has passed every time.
    options: { pace: { ...slackPace, editGapMs: 0 } },
    scripts: storyScripts({
      // One source and nine steps, each on what the one before found: nothing runs side by side.
      plan: (input) => ({
        tasks: Array.from({ length: tasks }, (_, n) =>
          PlannedTask.parse({
            id: `t${n + 1}`,
            title: `Step ${n + 1}`,
            kind: n === 0 ? "read" : "research",
            source: n === 0 ? input.sources[0]?.id : null,
            needs: n === 0 ? [] : [`t${n}`],
          }),
        ),
        criteria: ["It names the date."],
        estimateMinutes: 2,
      }),
    }),
  });
});
afterAll(() => house.stop());

it("makes at most 40 calls to Slack for ten tasks, and is never told to slow down", async () => {
  const { workspace, model, app } = house;
  const thread = launchThread(workspace);
  let release = model.hold();
  workspace.say({
    user: people.maya,
    channel: "launch",
    threadTs: thread,
    text: `<@${bot.userId}> turn this thread into a brief and ask Priya to approve`,
  });
  // The model takes its time: everything that a step says is shown before the next one may go on.
  const card = () => buttonOf(workspace, thread, "call.approve");
  while (!card()) {
    await until(() => card() !== undefined || model.asked.some((one) => !one.answered));
    await app.outbound?.idle();
    const go = release;
    release = model.hold();
    go();
    await until(() => card() !== undefined || model.asked.every((one) => one.answered));
  }
  release();
  const ts = card()?.ts;
  await workspace.click({ user: people.priya, channel: "launch", ts, actionId: "call.approve" });
  await workspace.waitFor((w) => buttonOf(w, thread, "run.redo"), {
    timeoutMs: 45_000,
    what: "the result",
  });
  await app.outbound?.idle();

  const research = model.asked.filter((one) => one.role === "research");
  expect(research).toHaveLength(tasks);
  const counted = workspace.calls.filter((call) => !starting.has(call.method));
  const byMethod: Record<string, number> = {};
  for (const { method } of counted) byMethod[method] = (byMethod[method] ?? 0) + 1;
  expect(workspace.rateLimited()).toBe(0);
  console.log(`Slack calls for ten tasks: ${counted.length}`, byMethod);
  expect({ byMethod, atMost40: counted.length <= 40 }).toMatchObject({ atMost40: true });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
