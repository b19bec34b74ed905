import { channels, people } from "../../playground/seed/ids.js";
import { echoScripts, placesWith } from "../support/echo.js";
import { type House, startHouse } from "../support/house.js";
import type { Scripts } from "../support/model-server.js";
import { ask, type Asked, fromBot, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const WORD = "Quaxolotl";
const echo = echoScripts(WORD);
let house: House;

/** Says the word in notes, texts and doubts, once it has read it. */
function scripts(): Scripts {
  const once = <I, O>(script?: (input: I) => O) => {
    if (!script) throw new Error("A script is missing.");
    return (input: I): O => {
      const said = script(input);
      if (JSON.stringify(input).includes(WORD)) return said;
      return JSON.parse(JSON.stringify(said).replaceAll(WORD, "nothing")) as O;
    };
  };
  return storyScripts({
    research: once(echo.research),
    draft: once(echo.draft),
    check: once(echo.check),
  });
}

beforeEach(async () => {
  house = await startHouse({ scripts: scripts() });
  house.workspace.say({ user: people.leo, channel: "support", text: `It is the ${WORD} bug.` });
});
afterEach(() => house.stop());

/** Where the word can be read by others than Maya and those who read the source. */
async function places(source: string): Promise<string[]> {
  const { workspace, app } = house;
  await app.outbound?.idle();
  return placesWith(workspace, WORD, {
    person: people.maya,
    dm: workspace.openDm("maya"),
    source,
  });
}

/** The result in Maya's direct message; where it was asked there is one line. */
async function directResult(at: Asked, line: string): Promise<string> {
  const { workspace } = house;
  const dm = workspace.openDm("maya");
  const root = await workspace.waitFor(
    (w) => w.messages(dm).find((one) => /shown to you alone/.test(one.text)),
    { timeoutMs: 45_000, what: "the root in the direct message" },
  );
  const result = await resultOf(workspace, { channel: dm, thread: root.ts, ts: root.ts });
  expect(fromBot(workspace, at).map((one) => one.text)).toEqual([line]);
  return read(result);
}

const HIDDEN =
  "This reads what not everybody here can read, so the answer goes to Maya in a direct message.";
const PRIVATE = "This reads a private channel, so the answer goes to Maya in a direct message.";

it("answers directly where a guest reads along who is not in the public channel", async () => {
  const at = ask(house.workspace, "summarise #support today", { channel: "launch" });
  expect(await directResult(at, HIDDEN)).toContain(WORD);
  expect(await places(channels.support)).toEqual([]);
});

it("answers directly where a channel is shared with another organisation", async () => {
  const { workspace } = house;
  const news = workspace.world.channel(channels.companyNews);
  if (!news) throw new Error("#company-news is missing.");
  news.isExtShared = true;
  const at = ask(workspace, "summarise #support today", { channel: "company-news" });
  expect(await directResult(at, HIDDEN)).toContain(WORD);
  expect(await places(channels.support)).toEqual([]);
});

it("answers directly where somebody in a private channel is not in the other one", async () => {
  const { workspace } = house;
  const leads = workspace.world.channel(channels.leadsPrivate);
  if (!leads) throw new Error("#leads-private is missing.");
  workspace.world.state.channels.push({
    ...structuredClone(leads),
    id: "C0BOARD001",
    name: "board",
    members: [people.maya, people.priya],
  });
  for (const channel of ["board", "leads-private"]) workspace.invite({ user: "fermata", channel });
  workspace.say({ user: people.tom, channel: "leads-private", text: `We call it ${WORD}.` });
  const root = workspace.say({ user: people.priya, channel: "board", text: "What is new?" });
  const at = ask(workspace, "tell us about #leads-private", { channel: "board", thread: root });
  expect(await directResult(at, PRIVATE)).toContain(WORD);
  const found = (await places(channels.leadsPrivate)).filter((one) => one !== "message in support");
  expect(found).toEqual([]);
});

it("does not read a channel if a guest has come since the job began", async () => {
  const { workspace, model } = house;
  const { plan } = model.scripts;
  model.scripts.plan = (input) => {
    workspace.invite({ user: "sam", channel: "company-news" });
    if (!plan) throw new Error("The plan is missing.");
    return plan(input);
  };
  const at = ask(workspace, "a brief of this thread and #support", { channel: "company-news" });
  const result = read(await resultOf(workspace, at));
  expect(result).toMatch(/#support \(by now not everybody here can read it\)/);
  expect(await places(channels.support)).toEqual([]);
});

it("shows no result, and takes its steps back, if a guest has come since it was read", async () => {
  const { workspace, model } = house;
  const { draft } = model.scripts;
  model.scripts.draft = (input) => {
    workspace.invite({ user: "sam", channel: "company-news" });
    if (!draft) throw new Error("The draft is missing.");
    return draft(input);
  };
  const at = ask(workspace, "a brief of this thread and #support", { channel: "company-news" });
  const end = await workspace.waitFor(
    (w) => fromBot(w, at).find((one) => /somebody can read along here/.test(read(one))),
    { timeoutMs: 45_000, what: "the end" },
  );
  expect(read(end)).toMatch(/Ask again, and the answer comes to you in a direct message/);
  expect(await places(channels.support)).toEqual([]);
  // It had been read: the model wrote its draft from it.
  const drafts = model.asked.filter((one) => one.role === "draft");
  expect(drafts.some((one) => one.user.includes(WORD))).toBe(true);
});

it("posts nothing from such a job where not everybody could have read it", async () => {
  const { workspace } = house;
  workspace.invite({ user: "fermata", channel: "leads-private" });
  workspace.say({ user: people.tom, channel: "leads-private", text: `We call it ${WORD}.` });
  const at = ask(workspace, "summarise #leads-private and post it in #company-news", {
    channel: "launch",
  });
  const result = await directResult(at, PRIVATE);
  expect(result).toContain(WORD);
  expect(result).toMatch(/Not everybody there can read what this job read/);
  const found = (await places(channels.leadsPrivate)).filter((one) => one !== "message in support");
  expect(found).toEqual([]);
});
