import { channels, people } from "../../playground/seed/ids.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { approved, askForPost, postsIn } from "../support/posting.js";
import { ask, cardWith, fromBot, press, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const clock = handClock();
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(() => house.stop());

it("tells nobody what a private channel is called that they are not in", async () => {
  const { workspace, app } = house;
  const leads = workspace.world.channel(channels.leadsPrivate);
  if (!leads) throw new Error("#leads-private is missing.");
  workspace.invite({ user: "fermata", channel: "leads-private" });
  leads.members = leads.members.filter((id) => id !== people.maya);
  leads.name = "quaxolotl";
  const at = ask(
    workspace,
    `a brief from this thread, then post it in <#${channels.leadsPrivate}> once <@${people.priya}> is happy`,
  );
  const card = await cardWith(workspace, at, "call.approve");
  await press(workspace, at, "priya", card, "call.approve");
  await resultOf(workspace, at);
  await app.outbound?.idle();
  expect(fromBot(workspace, at).map(read).join("\n")).not.toMatch(/quaxolotl/);
  expect(postsIn(workspace, "C0LEADS001")).toEqual([]);
  leads.name = "leads-private";
});

it("asks again where others would read the post than the card said", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const first = await approved(workspace, at);
  await app.outbound?.idle();
  const news = workspace.world.channel(channels.companyNews);
  if (!news) throw new Error("#company-news is missing.");
  news.isExtShared = true;
  clock.forward(70_000);
  const again = await workspace.waitFor(
    (w) =>
      fromBot(w, at).find(
        (one) => one.ts !== first.ts && JSON.stringify(one.blocks).includes('"call.approve"'),
      ),
    { timeoutMs: 45_000, what: "the question again" },
  );
  expect(read(again)).toMatch(/People of another organisation are in it/);
  expect(read(again)).toMatch(/Who can read it there has changed/);
  expect(postsIn(workspace)).toHaveLength(before);
  news.isExtShared = false;
});

it("posts nothing live, whatever the text says", async () => {
  const { workspace, app, model } = house;
  clock.forward(120_000);
  const before = postsIn(workspace).length;
  model.scripts.draft = () => ({
    markdown: `Hello <!channel> @here <@${people.leo}> <!subteam^S0ALL> <#C0GENERAL1> [1]`,
    changed: [],
  });
  const at = askForPost(workspace);
  await approved(workspace, at);
  await app.outbound?.idle();
  clock.forward(11_000);
  await resultOf(workspace, at);
  await app.outbound?.idle();
  const [post] = postsIn(workspace).slice(before);
  const sent = JSON.stringify([post?.text, post?.blocks]);
  expect(sent).toMatch(/Hello/);
  expect(sent).not.toMatch(/<!|<@U0LEO|<#C0|[^\w`]@here\b/);
  expect(workspace.world.state.pings.filter((one) => one.ts === post?.ts)).toEqual([]);
  Object.assign(model.scripts, storyScripts());
});
