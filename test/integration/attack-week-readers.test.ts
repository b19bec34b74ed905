import { channels, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { placesWith } from "../support/echo.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, press, read, told } from "../support/steps.js";
import { valueOf } from "../support/schedule-steps.js";
import { storyScripts } from "../support/story-scripts.js";

const WORD = "Quaxolotl";
let house: House;
afterEach(() => house.stop());

const scripts = () =>
  storyScripts({
    research: (input) => ({
      summary: "1 fact",
      claims: [
        {
          topic: "launch",
          text: `It says ${input.document?.text.slice(0, 4_000) ?? ""}`,
          value: null,
          excerpt: input.document?.text.trim().split(/\s+/).slice(0, 3).join(" ") ?? "",
          by: null,
          date: null,
          sourceN: input.document?.source.n ?? null,
        },
      ],
      missing: [],
    }),
    // The word is far down: the card's excerpt does not show it, "Read all" does.
    draft: (input) => ({
      markdown: `${"All is well. ".repeat(300)}\n\n${JSON.stringify(input.claims).includes(WORD) ? WORD : ""}`,
      changed: [],
    }),
  });

function placesOf(source: string): string[] {
  const { workspace } = house;
  return placesWith(workspace, WORD, {
    person: people.maya,
    dm: workspace.openDm("maya"),
    source,
  });
}

/** A private channel of these people, with Fermata. */
function privateChannel(workspace: Workspace, id: string, name: string, members: string[]): void {
  const leads = workspace.world.channel(channels.leadsPrivate);
  if (!leads) throw new Error("#leads-private is missing.");
  workspace.world.state.channels.push({ ...structuredClone(leads), id, name, members });
  workspace.invite({ user: "fermata", channel: name });
}

it("shows nothing that is there to somebody who came after it was read", async () => {
  house = await startHouse({ scripts: scripts() });
  const { workspace, model } = house;
  workspace.say({ user: people.leo, channel: "support", text: `It is the ${WORD} bug.` });
  model.scripts.draft = () => {
    throw new Error("down");
  };
  const at = ask(workspace, "a brief of this thread and #support", { channel: "company-news" });
  const failure = await cardWith(workspace, at, "run.partial");
  workspace.invite({ user: "sam", channel: "company-news" });
  await press(workspace, at, people.maya, failure, "run.partial");
  expect(await told(workspace, "maya")).toMatch(/somebody can read along here/);
  await house.app.outbound?.idle();
  expect(placesOf(channels.support)).toEqual([]);
});

it("opens the whole text only to those who could read what it is made of", async () => {
  house = await startHouse({ scripts: scripts() });
  const { workspace } = house;
  workspace.say({ user: people.leo, channel: "support", text: `It is the ${WORD} bug.` });
  const at = ask(
    workspace,
    `a brief of this thread and #support; ask <@${people.priya}> to approve`,
    { channel: "company-news" },
  );
  const card = await cardWith(workspace, at, "call.approve");
  expect(read(card)).not.toContain(WORD);
  await workspace.waitFor(
    (w) => w.world.state.sessions?.some((one) => one.status === "suspended"),
    {
      timeoutMs: 45_000,
      what: "the job to wait",
    },
  );
  workspace.invite({ user: "sam", channel: "company-news" });
  await press(workspace, at, people.sam, card, "call.view");
  expect(await told(workspace, "sam")).toMatch(/cannot read everything/);
  expect(placesOf(channels.support)).toEqual([]);
  await press(workspace, at, people.tom, card, "call.view");
  const form = await workspace.waitFor((w) => w.views("tom").at(-1), { what: "the whole text" });
  expect(JSON.stringify(form)).toContain(WORD);
});

it("shows in Home nothing of a private channel to an approver who was not sent it", async () => {
  house = await startHouse({
    scripts: scripts(),
    file: { policy: { approvers: [people.priya] } },
  });
  const { workspace } = house;
  privateChannel(workspace, "C0BOARD001", "board", [people.maya, people.tom]);
  workspace.openHome(people.priya);
  const root = workspace.say({ user: people.tom, channel: "board", text: `We buy ${WORD}.` });
  const at = ask(workspace, `a brief from this thread; ask <@${people.tom}> to approve`, {
    channel: "board",
    thread: root,
  });
  const card = await cardWith(workspace, at, "call.approve");
  // What she is sent comes after it, and counts one.
  await cardWith(workspace, ask(workspace, "a brief from this thread"), "call.approve");
  const home = await workspace.waitFor(
    (w) => {
      const now = w.home(people.priya);
      return JSON.stringify(now?.blocks ?? []).includes("home.decide") ? now : undefined;
    },
    { timeoutMs: 45_000, what: "Home with what waits" },
  );
  expect(JSON.stringify(home.blocks)).toMatch(/Waiting for you: 1"/);
  // She presses with the other one's id.
  const copied = JSON.stringify(home.blocks).replace(
    /("home\.decide","value":")[^"]+/,
    `$1${valueOf(card, "call.approve")}`,
  );
  Object.assign(home, { blocks: JSON.parse(copied) as unknown });
  await workspace.click({ user: "priya", viewId: home.id, actionId: "home.decide" });
  const form = await workspace.waitFor((w) => w.views("priya").at(-1), { what: "an answer" });
  expect(JSON.stringify(form)).not.toContain(WORD);
  expect(JSON.stringify(form)).toMatch(/not there any more/);
});
