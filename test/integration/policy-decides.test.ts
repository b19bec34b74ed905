import { channels, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { approved, cardSays, postsIn, runOf } from "../support/posting.js";
import {
  ask,
  type Asked,
  cardWith,
  controls,
  fromBot,
  press,
  read,
  resultOf,
} from "../support/steps.js";

const clock = handClock();
let house: House;
let workspace: Workspace;
beforeAll(async () => {
  house = await startHouse({
    workspace: { clock },
    options: { clock, sweepEveryMs: 50 },
    file: {
      policy: {
        sets: { Communications: { group: "@communications" }, Lead: { people: [people.ana] } },
        rules: [
          {
            name: "announcements",
            when: { act: "post", channel: "#announcements" },
            tier: "one",
            ask: ["Communications"],
            exclude: ["requester"],
          },
          {
            name: "company",
            when: { act: "post", channel: "#company-news" },
            tier: "several",
            ask: ["Communications", "Lead"],
          },
          { name: "support", when: { act: "post", channel: "#support" }, tier: "undo" },
          {
            name: "general",
            when: { act: "post", channel: "#general" },
            tier: "several",
            ask: ["approvers"],
          },
        ],
        approvers: [],
      },
    },
  });
  workspace = house.workspace;
});
afterAll(() => house.stop());

const into = (name: string, id: string) => `<#${id}|${name}>`;
const news = into("announcements", channels.announcements);
const support = into("support", channels.support);

/** Asks for a brief that is then posted there. */
function wants(place: string, more = "", user = "maya"): Asked {
  return ask(workspace, `turn this thread into a launch brief${more}, then post it in ${place}`, {
    user,
  });
}

/** What only this person was told. */
const told = (user: string, words: RegExp) =>
  workspace.waitFor((w) => w.ephemerals(user).find((one) => words.test(read(one))), {
    timeoutMs: 20_000,
    what: `${user} to be told ${String(words)}`,
  });

it("asks the rule's people, says which rule, and nobody else can decide", async () => {
  const at = wants(news, " once Leo is happy");
  const said = await workspace.waitFor((w) =>
    fromBot(w, at).find((one) => /Leo cannot approve this and is not asked/.test(one.text)),
  );
  expect(said.text).toContain("posts in #announcements need somebody from Communications");
  const card = await cardWith(workspace, at, "call.approve");
  expect(card.text).toMatch(/^Priya and Tom, approve|^Priya or Tom, approve/);
  const [call] = await house.app.store.read.calls.ofRun(await runOf(house.app, at));
  expect(call).toMatchObject({
    tier: "one",
    need: 1,
    rule: "posts in #announcements need somebody from Communications, not whoever asked",
    excluded: [people.maya],
  });
  await press(workspace, at, "maya", card, "call.approve");
  await told("maya", /You cannot decide this one yourself\. The rule: posts in #announcements/);
  await press(workspace, at, "leo", card, "call.approve");
  await told("leo", /Only Priya or Tom can decide this/);
  await approved(workspace, at, card, "tom");
  await house.app.outbound?.idle();
  clock.forward(11_000);
  await cardSays(workspace, at, card, /Posted in #announcements/);
  expect(postsIn(workspace, "announcements")).toHaveLength(1);
});

it("asks again when whoever approved has left the group in those seconds", async () => {
  const before = postsIn(workspace, "announcements").length;
  const at = wants(news);
  const card = await approved(workspace, at, undefined, "tom");
  await house.app.outbound?.idle();
  const [group] = workspace.world.state.groups ?? [];
  group!.users = [people.priya];
  clock.forward(11_000);
  const again = await workspace.waitFor((w) =>
    fromBot(w, at).find((one) => one.ts > card.ts && controls(one).includes("call.approve")),
  );
  expect(again.text).toMatch(/^Priya, approve/);
  expect(read(again)).toMatch(/Tom.* may not approve this any more\. Nothing was posted\./);
  await press(workspace, at, "tom", again, "call.approve");
  await told("tom", /Only Priya can decide this/);
  expect(postsIn(workspace, "announcements")).toHaveLength(before);
  group!.users = [people.priya, people.tom];
});

it("lets an undo rule go without anybody, and asks once it was taken back", async () => {
  const at = wants(support);
  const card = await workspace.waitFor((w) =>
    fromBot(w, at).find((one) => controls(one).includes("run.undo")),
  );
  expect(read(card)).toMatch(/Nobody had to approve it.*posts in #support need no OK/);
  await press(workspace, at, "maya", card, "run.undo");
  const asked = await cardWith(workspace, at, "call.approve");
  expect(asked.text).toMatch(/^Maya, approve/);
  expect(read(asked)).toMatch(/Maya.* took the approval back/);
  expect(postsIn(workspace, "support")).toEqual([]);
});

it("posts by an undo rule once its seconds are over", async () => {
  const at = wants(support);
  const card = await workspace.waitFor((w) =>
    fromBot(w, at).find((one) => controls(one).includes("run.undo")),
  );
  await house.app.outbound?.idle();
  clock.forward(11_000);
  await cardSays(workspace, at, card, /Posted in #support/);
  const [post] = postsIn(workspace, "support");
  expect(read(post!)).toMatch(/Posted by Fermata for Maya, by a rule here\./);
});

it("posts with two of them, and offers somebody else for who is away", async () => {
  const priya = workspace.world.state.people.find((one) => one.name === "priya");
  priya!.status = { emoji: ":palm_tree:", text: "On vacation" };
  clock.forward(11 * 60_000);
  const at = wants(into("company-news", channels.companyNews));
  const card = await cardWith(workspace, at, "call.approve");
  await told("maya", /By the status in Slack, Priya is away\. “Ask someone else”/);
  await press(workspace, at, "maya", card, "call.approve");
  await told("maya", /The rule: posts in #company-news need 2 people/);
  await press(workspace, at, "tom", card, "call.approve");
  await cardSays(workspace, at, card, /1 of 2 approved: .*Tom/);
  await press(workspace, at, "tom", card, "call.approve");
  expect(postsIn(workspace)).toEqual([]);
  await approved(workspace, at, card, "ana");
  await house.app.outbound?.idle();
  clock.forward(11_000);
  await cardSays(workspace, at, card, /Posted in #company-news/);
  expect(postsIn(workspace)).toHaveLength(1);
  priya!.status = { emoji: "", text: "" };
});

it("says at once that nobody can approve a post, and gives the result all the same", async () => {
  const at = wants(into("general", channels.general));
  await workspace.waitFor((w) =>
    fromBot(w, at).find((one) =>
      /cannot be posted in #general: posts in #general need 2 people from the approvers/.test(
        one.text,
      ),
    ),
  );
  const result = await resultOf(workspace, at);
  expect(controls(result)).not.toContain("run.takedown");
  expect(postsIn(workspace, "general")).toEqual([]);
});
