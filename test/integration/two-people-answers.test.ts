import { people } from "../../playground/seed/ids.js";
import { PlannedTask } from "../../src/domain/task.js";
import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, cardWith, fromBot, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const task = (id: string, kind: "read" | "research" | "ask", more: object = {}) =>
  PlannedTask.parse({ id, title: `Step ${id}`, kind, ...more });

/** Six steps wait for Tom, six for Priya, in chains of two. */
const plan = () => ({
  tasks: [
    task("thread", "read", { source: "thread" }),
    task("askTom", "ask", { who: "Tom", title: "Who owns it?" }),
    task("askPriya", "ask", { who: "Priya", title: "Which words?" }),
    ...["Tom", "Priya"].flatMap((name) =>
      [1, 2, 3, 4, 5, 6].map((n) =>
        task(`${name}${n}`, "research", {
          needs: [n < 4 ? `ask${name}` : `${name}${n - 3}`],
        }),
      ),
    ),
  ],
  criteria: [],
  estimateMinutes: 1,
});

let house: House;
beforeAll(async () => {
  house = await startHouse({ scripts: storyScripts({ plan }) });
});
afterAll(() => house.stop());

async function answer(at: Asked, user: string, text: string): Promise<void> {
  const { workspace } = house;
  const card = await workspace.waitFor(
    (w) =>
      fromBot(w, at).find(
        (message) =>
          message.text.startsWith(user) && JSON.stringify(message).includes("call.answer"),
      ),
    { timeoutMs: 45_000, what: `the question to ${user}` },
  );
  const id = user.toLowerCase();
  await workspace.click({ user: id, channel: at.channel, ts: card.ts, actionId: "call.answer" });
  const form = await workspace.waitFor((w) => w.views(id).at(-1), { what: "the form" });
  const field = form.blocks.find((block) => block["type"] === "input")?.["block_id"];
  const sent = await workspace.submit({
    user: id,
    viewId: form.id,
    values: { [typeof field === "string" ? field : ""]: text },
  });
  expect(sent).toMatchObject({ ok: true });
}

it("asks two people at once; one answer moves what waits for it, the other stays open", async () => {
  const { workspace } = house;
  const at = ask(
    workspace,
    `a launch brief from this thread; <@${people.tom}> knows who owns it and <@${people.priya}> knows the words`,
  );
  const status = () => {
    const message = fromBot(workspace, at).find((one) => one.text.startsWith("Launch brief:"));
    return message ? read(message) : "";
  };
  await answer(at, "Priya", "Plain ones");
  await workspace.waitFor(() => /Step Priya6: done/.test(status()), {
    timeoutMs: 45_000,
    what: "Priya's steps",
  });
  expect(status().match(/Step Priya\d: done/g)).toHaveLength(12 / 2);
  expect(status().match(/Step Tom\d: next/g)).toHaveLength(12 / 2);
  await cardWith(workspace, at, "call.answer");

  await answer(at, "Tom", "Tom does");
  const result = await resultOf(workspace, at);
  expect(result.text).toMatch(/Maya/);
  await house.app.outbound?.idle();
  expect(status().match(/Step Tom\d: done/g)).toHaveLength(12 / 2);
  const cards = (user: string) =>
    workspace
      .notificationsFor(user)
      .filter((ping) => fromBot(workspace, at).some((m) => m.ts === ping.ts));
  expect([cards("tom").length, cards("priya").length, cards("maya").length]).toEqual([1, 1, 1]);
});
