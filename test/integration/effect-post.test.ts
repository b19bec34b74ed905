import { forge } from "../support/forged.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import {
  approved,
  askForPost,
  cardNow,
  cardSays,
  news,
  postsIn,
  runOf,
} from "../support/posting.js";
import {
  ask,
  cardWith,
  controls,
  fill,
  pinged,
  press,
  read,
  resultOf,
  told,
} from "../support/steps.js";

const clock = handClock();
let house: House;
beforeAll(async () => {
  house = await startHouse({ workspace: { clock }, options: { clock, sweepEveryMs: 50 } });
});
afterAll(() => house.stop());

it("asks by name of the place, waits ten seconds, posts once, and links it everywhere", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.approve");
  expect(card.text).toMatch(
    /^Priya, approve the launch brief\? .* Approving posts it in #company-news\.$/,
  );
  expect(read(card)).toMatch(/Post this launch brief in #company-news\?/);
  expect(read(card)).toMatch(/Everybody in #company-news will (?:see|read) it/);
  const open = await approved(workspace, at, card);
  expect(read(open)).toMatch(/Approved by Priya.*Posting in #company-news in 10 seconds\./);
  await app.outbound?.idle();
  clock.forward(9_000);
  await app.rooms.sweep();
  expect(postsIn(workspace)).toHaveLength(before);
  clock.forward(1_500);

  const result = await resultOf(workspace, at);
  await app.outbound?.idle();
  const [post, ...more] = postsIn(workspace).slice(before);
  expect(more).toEqual([]);
  const link = `https://acme.slack.com/archives/C0NEWS0001/p${post?.ts.replace(".", "")}`;
  const runId = await runOf(app, at);
  const [call] = await app.store.read.calls.ofRun(runId);
  const artifactId = call?.args.fn === "approve" ? call.args.artifactId : "";
  const body = (await app.store.read.artifacts.get(artifactId))?.body ?? "";
  // The text itself, one small line, and nothing else.
  expect(post && read(post)).toContain(body.replaceAll("**", "*"));
  expect(post && read(post)).toMatch(/Posted by Fermata for Maya, approved by Priya\.$/);
  expect(cardNow(workspace, at, card)).toContain(`<${link}|Posted in #company-news>`);
  expect(read(result)).toContain(`<${link}|Posted in #company-news>, approved by Priya.`);
  expect(result.text).toMatch(
    /Maya, the launch brief is done\. Posted in #company-news, approved by Priya\./,
  );
  expect(pinged(workspace, at)).toEqual(["priya", "maya"]);
  const facts = (await app.store.read.ledger.list(`run:${runId}`)).map((one) => one.kind);
  expect(facts).toEqual(expect.arrayContaining(["effect_started", "effect_done", "run_completed"]));
  expect(await app.store.read.effects.ofRun(runId)).toMatchObject([
    { state: "done", ts: post?.ts },
  ]);
});

it("opens the question again on the same card when it is taken back, and only for whoever approved", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  const known = workspace.ephemerals("maya").length;
  await press(workspace, at, "maya", card, "run.undo");
  expect(await told(workspace, "maya", known)).toMatch(/Only Priya can decide this/);
  await press(workspace, at, "priya", card, "run.undo");
  await cardSays(workspace, at, card, /Priya took the approval back\. Nothing was posted\./);
  const again = await cardWith(workspace, at, "call.approve");
  expect(again.ts).toBe(card.ts);
  clock.forward(60_000);
  await app.rooms.sweep();
  expect(postsIn(workspace)).toHaveLength(before);

  await approved(workspace, at, again);
  await app.outbound?.idle();
  clock.forward(11_000);
  await resultOf(workspace, at);
  expect(postsIn(workspace)).toHaveLength(before + 1);
  const late = workspace.ephemerals("priya").length;
  const value = await runOf(app, at);
  await workspace.waitFor(
    (w) => controls(w.message(at.channel, card.ts)).includes("run.takedown") || undefined,
  );
  await forge(workspace, {
    user: "priya",
    channel: "launch",
    threadTs: at.thread,
    actionId: "run.undo",
    value,
  });
  expect(await told(workspace, "priya", late)).toMatch(
    /^It was posted at \d\d:\d\d\. Take it down is on the card\./,
  );
});

it("takes a post down for those involved, for 24 hours, and says who did", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  await app.outbound?.idle();
  clock.forward(11_000);
  const result = await resultOf(workspace, at);
  await cardSays(workspace, at, card, /Take it down/);
  expect(postsIn(workspace)).toHaveLength(before + 1);
  for (const [user, words] of [
    ["sam", /Only Maya or Priya can take this down/],
    ["tom", /Only Maya or Priya can take this down/],
  ] as const) {
    const known = workspace.ephemerals(user).length;
    await press(workspace, at, user, card, "run.takedown");
    expect(await told(workspace, user, known)).toMatch(words);
  }
  await press(workspace, at, "maya", card, "run.takedown");
  await cardSays(workspace, at, card, /Taken down by Maya/);
  expect(postsIn(workspace)).toHaveLength(before);
  await workspace.waitFor(
    (w) =>
      /Taken down by Maya/.test(read(w.message(at.channel, result.ts) ?? { text: "" })) ||
      undefined,
  );
  expect(await app.store.read.effects.ofRun(await runOf(app, at))).toMatchObject([
    { state: "taken_down" },
  ]);

  const other = askForPost(workspace);
  const second = await approved(workspace, other);
  await app.outbound?.idle();
  clock.forward(11_000);
  await cardSays(workspace, other, second, /Take it down/);
  clock.forward(25 * 3_600_000);
  const known = workspace.ephemerals("priya").length;
  await press(workspace, other, "priya", second, "run.takedown");
  expect(await told(workspace, "priya", known)).toMatch(
    /more than 24 hours ago, on \w{3} \d+ \w+ at \d\d:\d\d\. Delete/,
  );
  expect(postsIn(workspace)).toHaveLength(before + 1);
});

it("posts a person's own version, after its check", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await cardWith(workspace, at, "call.edit");
  await fill(workspace, at, "priya", card, "call.edit", { text: "Atlas launches, says Priya." });
  await cardSays(workspace, at, card, /with one edit.*Posting in #company-news in 10 seconds/);
  await app.outbound?.idle();
  clock.forward(11_000);
  const result = await resultOf(workspace, at);
  expect(read(result)).toMatch(/Posted in #company-news>, in Priya's version\./);
  expect(postsIn(workspace).slice(before).map(read)).toEqual([
    expect.stringContaining("Atlas launches, says Priya."),
  ]);
});

it("stops in the seconds before a post, and does not stop what is posted", async () => {
  const { workspace, app } = house;
  const before = postsIn(workspace).length;
  const at = askForPost(workspace);
  const card = await approved(workspace, at);
  const status = workspace
    .messages(at.channel, at.thread)
    .find((one) => controls(one).includes("run.stop"));
  await press(workspace, at, "maya", status ?? { ts: "" }, "run.stop");
  await cardSays(workspace, at, card, /Not posted in #company-news\. ?\*? The job was stopped\./);
  clock.forward(60_000);
  await app.rooms.sweep();
  await app.outbound?.idle();
  expect(postsIn(workspace)).toHaveLength(before);
});

it("says at once when it is not in the channel, and what to do; an invitation is enough", async () => {
  const { workspace, app } = house;
  workspace.remove({ user: "fermata", channel: "company-news" });
  const at = askForPost(workspace);
  await workspace.waitFor(
    (w) =>
      w
        .messages(at.channel, at.thread)
        .find((one) => /I am not in #company-news\. Type \/invite @Fermata there\./.test(one.text)),
    { what: "the reason" },
  );
  expect(pinged(workspace, at)).toContain("maya");
  const card = await cardWith(workspace, at, "call.approve");
  expect(read(card)).toMatch(/Post this launch brief in this thread\?/);
  expect(read(card)).toMatch(/it cannot be posted: I am not in #company-news/);
  await press(workspace, at, "priya", card, "call.approve");
  expect(read(await resultOf(workspace, at))).toMatch(/Not posted in #company-news/);

  clock.forward(120_000);
  const release = house.model.hold();
  const second = askForPost(workspace);
  await workspace.waitFor((w) =>
    w
      .messages(second.channel, second.thread)
      .find((one) => /I am not in #company-news/.test(one.text)),
  );
  workspace.invite({ user: "fermata", channel: "company-news" });
  clock.forward(120_000);
  release();
  expect(read(await cardWith(workspace, second, "call.approve"))).toMatch(/in #company-news\?/);
  await app.outbound?.idle();
});

it("asks the requester where nobody is named, and posts in one channel only", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a short brief from this thread, post it in ${news}`);
  const card = await cardWith(workspace, at, "call.approve");
  expect(card.text).toMatch(/^Maya, approve/);
  expect(read(card)).not.toMatch(/you wanted to see it/);
  const two = ask(
    workspace,
    `a short brief from this thread, post it in ${news} and <#C0GENERAL1|general>`,
  );
  await workspace.waitFor((w) =>
    w.messages(two.channel, two.thread).find((one) => /one channel only/.test(one.text)),
  );
  const known = postsIn(workspace, "general").length;
  await resultOf(workspace, two);
  expect(postsIn(workspace, "general")).toHaveLength(known);
});
