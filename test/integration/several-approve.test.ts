import { people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { askForPost, cardNow, cardSays, postsIn, runOf } from "../support/posting.js";
import {
  type Asked,
  cardWith,
  controls,
  fill,
  fromBot,
  press,
  read,
  resultOf,
} from "../support/steps.js";

const clock = handClock();
let house: House;
beforeAll(async () => {
  house = await startHouse({
    workspace: { clock },
    options: { clock, sweepEveryMs: 50 },
    file: {
      policy: {
        sets: { Leads: { people: [people.priya, people.tom, people.leo] } },
        rules: [{ name: "posts", when: { act: "post" }, tier: "several", need: 2, ask: ["Leads"] }],
      },
    },
  });
});
afterAll(() => house.stop());

/** The question about a version that came after another one. */
const nextCard = (at: Asked, card: Message) =>
  house.workspace.waitFor(
    (w) => fromBot(w, at).find((one) => one.ts > card.ts && controls(one).includes("call.approve")),
    { timeoutMs: 20_000, what: "the next card" },
  );

async function passTen(): Promise<void> {
  await house.app.outbound?.idle();
  clock.forward(11_000);
}

/** Who gave the grants of a job, oldest first. */
async function givers(at: Asked): Promise<string[][]> {
  const { app } = house;
  const calls = await app.store.read.calls.ofRun(await runOf(app, at));
  const grants = await Promise.all(calls.map((call) => app.store.read.grants.get(call.id)));
  return grants.filter((one) => one !== null).map((one) => one.actors);
}

it("posts what two have approved, and the grant is of both", async () => {
  const { workspace } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.approve");
  await press(workspace, at, "priya", card, "call.approve");
  await cardSays(workspace, at, card, /1 of 2 approved: Priya/);
  await press(workspace, at, "tom", card, "call.approve");
  await cardSays(workspace, at, card, /Posting in #company-news in 10 seconds/);
  await passTen();
  await cardSays(workspace, at, card, /\|Posted in #company-news>/);
  expect(postsIn(workspace)).toHaveLength(before + 1);
  expect(await givers(at)).toEqual([[people.priya, people.tom].sort()]);
});

it("shows the others what one of them changed; votes on the text before do not count", async () => {
  const { workspace } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.edit");
  await press(workspace, at, "leo", card, "call.approve");
  await cardSays(workspace, at, card, /1 of 2 approved: Leo/);
  await fill(workspace, at, "priya", card, "call.edit", {
    text: "**Atlas launches.** The launch is certain. [1]",
  });
  const again = await nextCard(at, card);
  expect(read(again)).toMatch(/Priya changed one place:/);
  expect(read(again)).toContain("~planned.~ certain.");
  expect(read(again)).toMatch(/1 of 2 approved: Priya/);
  expect(cardNow(workspace, at, card)).toMatch(/It is asked again below\./);
  expect(await givers(at)).toEqual([]);

  await press(workspace, at, "priya", again, "call.approve");
  await passTen();
  expect(postsIn(workspace)).toHaveLength(before);
  await press(workspace, at, "tom", again, "call.approve");
  await cardSays(workspace, at, again, /Posting in #company-news in 10 seconds/);
  await passTen();
  expect(read(await resultOf(workspace, at))).toMatch(
    /Posted in #company-news>, in Priya's version, approved by .*Tom/,
  );
  expect(postsIn(workspace).slice(before).map(read)).toEqual([
    expect.stringContaining("The launch is certain."),
  ]);
  expect(await givers(at)).toEqual([[people.priya, people.tom].sort()]);
});

it("asks again when one of the two was switched off in those seconds", async () => {
  const { workspace } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.approve");
  await press(workspace, at, "leo", card, "call.approve");
  await cardSays(workspace, at, card, /1 of 2 approved: Leo/);
  await press(workspace, at, "tom", card, "call.approve");
  await cardSays(workspace, at, card, /in 10 seconds/);
  const leo = workspace.world.state.people.find((one) => one.name === "leo");
  if (leo) leo.isDeleted = true;
  await passTen();
  await cardSays(workspace, at, card, /Leo.* may not approve this any more\. Nothing was posted\./);
  expect(read(await nextCard(at, card))).toMatch(/Two people have to say yes/);
  expect(postsIn(workspace)).toHaveLength(before);
});
