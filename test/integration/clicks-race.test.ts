import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, controls, fromBot, read, resultOf } from "../support/steps.js";

const deciders = ["maya", "priya", "tom", "leo", "ana"] as const;
let house: House;
beforeAll(async () => {
  house = await startHouse({
    file: { policy: { approvers: deciders.map((name) => people[name]) } },
  });
  house.workspace.invite({ user: "ana", channel: "launch" });
});
afterAll(() => house.stop());

it("makes one decision of 200 Approve and Reject clicks by five people, and answers each", async () => {
  const { workspace, app } = house;
  const at = ask(
    workspace,
    `a brief from this thread; get approval from ${deciders.map((name) => `<@${people[name]}>`).join(", ")}`,
  );
  const card = await cardWith(workspace, at, "call.approve");
  const clicks = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      workspace.click({
        user: deciders[n % deciders.length] ?? "maya",
        channel: at.channel,
        ts: card.ts,
        actionId: n % 4 === 3 ? "call.reject" : "call.approve",
      }),
    ),
  );
  expect(clicks.filter((one) => !one.acked)).toEqual([]);
  const result = await resultOf(workspace, at);
  const answers = () => deciders.flatMap((name) => workspace.ephemerals(name).map(read));
  const forms = () =>
    workspace.calls.filter((one) => one.method === "views.open" && one.outcome === "ok");
  await workspace.waitFor(() => answers().length + forms().length >= 199, {
    what: "an answer to every click",
  });
  await app.outbound?.idle();

  const decided = fromBot(workspace, at).find(({ ts }) => ts === card.ts);
  expect(controls(decided)).toEqual(["call.view", "call.why"]);
  const winner = /approved by (\w+)/i.exec(result.text)?.[1] ?? "";
  expect(decided?.text).toMatch(new RegExp(`approved by ${winner}`));
  // The click that won shows on the card; a Reject opened its form; everybody else was told who decided.
  expect(answers().length + forms().length).toBe(199);
  const late = new RegExp(`^(${winner}|You) approved this at|^The form took too long`);
  expect(answers().filter((text) => !late.test(text))).toEqual([]);
  expect(fromBot(workspace, at)).toHaveLength(3);
  const runs = fromBot(workspace, at).filter((m) => controls(m).includes("run.redo"));
  expect(runs).toHaveLength(1);
});

it("takes one of Approve and Reject when both come at once", async () => {
  const { workspace, app } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");
  const where = { channel: at.channel, ts: card.ts };
  await workspace.click({ ...where, user: "tom", actionId: "call.reject" });
  const form = await workspace.waitFor((w) => w.views("tom").at(-1), { what: "the form" });
  const [, rejected] = await Promise.all([
    workspace.click({ ...where, user: "priya", actionId: "call.approve" }),
    workspace.submit({ user: "tom", viewId: form.id, values: { reason: "Not yet." } }),
  ]);
  expect(rejected.acked).toBe(true);
  const end = await workspace.waitFor(
    (w) => fromBot(w, at).find((m) => /run\.(redo|why)/.test(controls(m).join(" "))),
    { timeoutMs: 45_000, what: "the end" },
  );
  await app.outbound?.idle();
  const settled = workspace.message(at.channel, card.ts);
  const approved = controls(end).includes("run.redo");
  expect(settled?.text).toMatch(approved ? /approved by Priya/ : /rejected by Tom/);
});
