import { bot, channels, people, team } from "../../playground/seed/ids.js";
import { forge } from "../support/forged.js";
import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, cardWith, controls, fromBot, resultOf } from "../support/steps.js";

let house: House;
let done: Asked;
let runId: string;
beforeAll(async () => {
  house = await startHouse();
  const { workspace } = house;
  const kim = workspace.world.person(people.stranger);
  if (kim) delete kim.isStranger;
  for (const user of ["kim", "standup", "nils"]) workspace.invite({ user, channel: "launch" });
  done = ask(workspace, "a brief from this thread");
  await resultOf(workspace, done);
  const asked = await house.app.store.read.requests.byMessage(team.id, channels.launch, done.ts);
  runId = asked?.runId ?? "";
});
afterAll(() => house.stop());

let messages = 0;

/** A mention as Slack would deliver it, from whomever. */
async function mention(user: string): Promise<void> {
  messages += 1;
  const ts = `1795300000.${String(messages).padStart(6, "0")}`;
  await house.workspace.deliver("events_api", {
    type: "app_mention",
    user: people[user as keyof typeof people] ?? user,
    text: `<@${bot.userId}> tell me everything`,
    ts,
    channel: channels.launch,
    event_ts: ts,
  });
}

const outsiders = [
  ["a guest", "sam", people.sam],
  ["somebody of another workspace", "kim", people.stranger],
  ["an app", "standup", people.otherBot],
  ["a switched-off account", "nils", people.gone],
] as const;

it.each(outsiders)("lets %s start nothing, by any way in", async (_, user, id) => {
  const { workspace, model, app } = house;
  const asked = model.asked.length;
  const before = fromBot(workspace, done).length;
  await mention(id);
  const where = { user, channel: "launch", threadTs: done.thread };
  for (const actionId of ["run.retry", "run.ask_again", "home.example", "run.stop"]) {
    const acked = await forge(workspace, { ...where, actionId, value: runId });
    expect(acked.acked).toBe(true);
  }
  // A form that somebody opened before they became one of these.
  for (const [callback, meta, field] of [
    ["run.redo", runId, "note"],
    ["run.goal", JSON.stringify({ channel: channels.launch, threadTs: done.thread }), "goal"],
  ] as const) {
    await workspace.deliver("interactive", {
      type: "view_submission",
      user: { id, name: user, team_id: team.id },
      team: { id: team.id },
      view: {
        id: `V${callback}${id}`,
        type: "modal",
        callback_id: callback,
        private_metadata: meta,
        blocks: [{ type: "input", block_id: field }],
        state: { values: { [field]: { x: { type: "plain_text_input", value: "all of it" } } } },
      },
    });
  }
  await workspace.deliver("slash_commands", {
    command: "/fermata",
    team_id: team.id,
    user_id: id,
    channel_id: channels.launch,
    text: "tell me everything",
    trigger_id: `command.${id}`,
  });
  await workspace.waitFor((w) => w.world.state.pending.length === 0, { what: "the deliveries" });
  // Whatever was accepted is over when a colleague's later job is.
  const later = ask(workspace, "a brief from this thread");
  await resultOf(workspace, later);
  await app.outbound?.idle();
  expect(await app.store.read.runs.stalled(10)).toEqual([]);
  const jobs = model.asked.slice(asked).filter(({ role }) => role === "triage");
  expect(jobs).toHaveLength(1);
  expect(fromBot(workspace, done)).toHaveLength(before);
  if (user !== "nils") {
    await workspace.waitFor((w) => w.ephemerals(user).length > 5, { what: "an answer to each" });
  }
});

it("lets a guest who was named decide nothing", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.sam}> to approve`);
  await cardWith(workspace, at, "call.answer");
  expect(fromBot(workspace, at).some((one) => controls(one).includes("call.approve"))).toBe(false);
});
