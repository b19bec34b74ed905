import { fail } from "../../src/errors.js";
import { silentLog } from "../../src/log.js";
import type { ListenerDeps } from "../../src/slack/listeners/deps.js";
import { heardBy } from "../support/matrix/listened.js";

const CALL = `call_${"0".repeat(32)}`;
const RUN = `run_${"0".repeat(32)}`;

/** Listeners whose database is away; `told` is who heard it, and where. */
function listeners(kept: Partial<ListenerDeps> = {}) {
  const told: unknown[] = [];
  const away = async (): Promise<never> => {
    throw fail("DATABASE_UNREACHABLE");
  };
  const rooms = new Proxy({}, { get: () => away });
  const known = {
    look: rooms,
    delegate: rooms,
    stop: rooms,
    waiting: rooms,
    opened: rooms,
    schedules: rooms,
    acceptClick: away,
    acceptClicks: away,
    handle: away,
    home: away,
    tell: away,
    offerHelp: away,
    domain: () => "",
    team: "T1",
    log: silentLog,
    tellAway: async (to: unknown) => void told.push(to),
    ...kept,
  };
  return { told, heard: heardBy(known as unknown as ListenerDeps) };
}

const card = {
  user: { id: "UPRIYA" },
  trigger_id: "1.2.3",
  channel: { id: "C1" },
  message: { ts: "2.0", thread_ts: "1.0" },
};
const home = { user: { id: "UPRIYA" }, trigger_id: "1.2.3", container: { type: "view" } };
const form = {
  id: "V1",
  callback_id: "run.stop",
  private_metadata: RUN,
  blocks: [],
  state: { values: {} },
};

describe("while the database is away, a press is never silent", () => {
  it.each([
    ["call.approve", { value: CALL }],
    ["call.choose", { value: CALL }],
    ["call.view", { value: CALL }],
    ["card.more", { selected_option: { value: `stop:${CALL}` } }],
    ["card.more", { selected_option: { value: `delegate:${CALL}` } }],
    ["run.stop", { value: RUN }],
    ["run.redo", { value: RUN }],
    ["run.older", { value: RUN }],
    ["schedule.new", { value: RUN }],
    ["schedule.edit", { value: "sch_1" }],
    ["reply.note", { value: `${CALL}:note_1` }],
    ["something.older", {}],
  ])("on a card: %s", async (actionId, action) => {
    const { told, heard } = listeners();
    const pressed = heard.press(actionId, card, action);
    await expect(pressed).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    expect(told).toEqual([{ userId: "UPRIYA", channel: "C1", threadTs: "1.0" }]);
  });

  it.each(["home.decide", "home.clear", "home.together", "home.older"])(
    "in Home, where Slack has its answer already: %s",
    async (actionId) => {
      const { told, heard } = listeners();
      await expect(heard.press(actionId, home, { value: CALL })).rejects.toThrow();
      expect(told).toEqual([{ userId: "UPRIYA", channel: "", threadTs: null }]);
    },
  );

  it("in Home and in a form, where Slack warns by itself", async () => {
    const { told, heard } = listeners();
    await expect(heard.press("home.morning", home, { value: "on" })).rejects.toThrow();
    await expect(heard.send("run.stop", { ...home, view: form })).rejects.toThrow();
    expect(told).toEqual([]);
  });

  it("says nothing of what was taken before", async () => {
    const { told, heard } = listeners({ acceptClick: async () => "inb_1" });
    await heard.press("run.stop", card, { value: RUN });
    expect(told).toEqual([]);
  });
});
