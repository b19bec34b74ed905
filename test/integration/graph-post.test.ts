import type { AgentOut } from "../../src/domain/agent-io.js";
import type { RequestInput } from "../../graphs/ports.js";
import { postDigest } from "../../graphs/request/rules/post-digest.js";
import { createDriver, decided, silence, theApproval, theCall } from "./graph-driver.js";
import { createHouse, inputOf, maya, priya, withApproval } from "./graph-ports.js";

const target = { team: "T1", channel: "CNEWS", channelName: "company-news" };
const withPost: Partial<RequestInput> = { ...withApproval, post: target };
const approve = decided({ verb: "approve" }, priya);
const undo = decided({ verb: "undo" }, priya);

async function waiting(runId: string, house = createHouse(), input = withPost) {
  const driver = createDriver(house.ports, inputOf(runId, input));
  await driver.start();
  return { driver, house };
}

async function theRelease(driver: ReturnType<typeof createDriver>) {
  const call = await theCall(driver);
  if (call.args.fn !== "release") throw new Error("That is no release.");
  return { ...call, args: call.args };
}

describe("the request graph: a post in another channel", () => {
  it("asks with a digest of text, place and run, waits, and posts once on silence", async () => {
    const { driver, house } = await waiting("run_post");
    const { id, args } = await theApproval(driver);
    const text = { team: "T1", channelName: "c", text: args.digest, runId: "run_post" };
    expect(args.post).toMatchObject({
      channel: "CNEWS",
      digest: postDigest({ ...text, channel: "CNEWS" }),
    });
    expect(args.post?.digest).not.toBe(postDigest({ ...text, channel: "COTHER" }));
    await driver.answer({ [id]: approve });

    const release = await theRelease(driver);
    expect(release).toMatchObject({ asked: [priya], onCardOf: id });
    expect(release.args).toMatchObject({ approvalId: id, digest: args.post?.digest });
    expect(house.posts).toEqual([]);
    await driver.answer({ [release.id]: decided(silence) });
    expect(house.posts).toEqual([
      {
        callId: release.id,
        channel: "CNEWS",
        artifactId: args.artifactId,
        digest: args.post?.digest,
      },
    ]);
    expect(await driver.ending()).toMatchObject({
      kind: "delivered",
      artifactId: args.artifactId,
      by: priya,
      post: { channel: "CNEWS", callId: id, why: null },
    });
  });

  it("asks the requester where nobody else is named, and plans even what could be answered at once", async () => {
    const house = createHouse({
      triage: () => ({
        path: "answer",
        title: "Note",
        recurring: false,
        answer: "Yes.",
        questions: [],
      }),
    });
    const { driver } = await waiting("run_post_own", house, { post: target });
    expect(await theApproval(driver)).toMatchObject({ asked: [maya] });
  });

  it("opens the same question on the same card when it is taken back", async () => {
    const { driver, house } = await waiting("run_undo");
    const first = await theApproval(driver);
    await driver.answer({ [first.id]: approve });
    await driver.answer({ [(await theRelease(driver)).id]: undo });
    const again = await theCall(driver);
    expect(again).toMatchObject({ onCardOf: first.id });
    expect(again.id).not.toBe(first.id);
    expect(again.args).toMatchObject({ artifactId: first.args.artifactId, editedBy: null });
    expect(house.posts).toEqual([]);
    await driver.answer({ [again.id]: approve });
    await driver.answer({ [(await theRelease(driver)).id]: decided(silence) });
    expect(house.posts).toHaveLength(1);
  });

  it("posts a person's version with a digest of its own once the check passed it", async () => {
    const { driver, house } = await waiting("run_post_edit");
    const first = await theApproval(driver);
    const edit = house.edit("run_post_edit", "In other words, on 1 December.");
    await driver.answer({ [first.id]: decided(edit, priya) });
    const release = await theRelease(driver);
    expect(release.args).toMatchObject({
      artifactId: edit.artifactId,
      digest: postDigest({
        team: "T1",
        channel: "CNEWS",
        channelName: "renamed",
        text: edit.digest,
        runId: "run_post_edit",
      }),
    });
    await driver.answer({ [release.id]: decided(silence) });
    expect(await driver.ending()).toMatchObject({
      edited: true,
      by: priya,
      artifactId: edit.artifactId,
    });
  });

  it("asks again, with why, when it is not what was approved any more", async () => {
    const { driver, house } = await waiting("run_changed");
    const first = await theApproval(driver);
    house.house.refusePosts.push({
      ok: false,
      again: true,
      why: "The place changed.",
      channel: "COTHER",
      channelName: "other",
      leaveOut: [priya.id],
    });
    await driver.answer({ [first.id]: approve });
    await driver.answer({ [(await theRelease(driver)).id]: decided(silence) });
    const again = await theApproval(driver);
    expect(again.args).toMatchObject({ objections: ["The place changed."], editedBy: null });
    // Priya may not decide it any more, and nobody else was named.
    expect((await driver.open())[0]?.asked).toEqual([maya]);
    expect(again.args.post).toMatchObject({ channel: "COTHER" });
    expect(again.args.post?.digest).not.toBe(first.args.post?.digest);
    expect((await driver.open())[0]?.onCardOf).toBeUndefined();
    expect(house.posts).toEqual([]);
  });

  it("ends delivered in the thread when it cannot be posted any more", async () => {
    const { driver, house } = await waiting("run_gone");
    const first = await theApproval(driver);
    house.house.refusePosts.push({ ok: false, again: false, why: "I am not in #company-news." });
    await driver.answer({ [first.id]: approve });
    await driver.answer({ [(await theRelease(driver)).id]: decided(silence) });
    expect(await driver.ending()).toMatchObject({
      kind: "delivered",
      post: { callId: first.id, why: "I am not in #company-news." },
    });
  });

  it("asks nobody for a post that is not possible, and says why it was not made", async () => {
    const house = createHouse();
    house.house.cannotPost = "I am not in #company-news.";
    const { driver } = await waiting("run_cannot", house, { post: target });
    expect(await driver.ending()).toMatchObject({
      kind: "delivered",
      post: { callId: null, why: "I am not in #company-news." },
    });
    const asked = await waiting("run_cannot_asked", house);
    const { id, args } = await theApproval(asked.driver);
    expect(args.post).toBeNull();
    expect(args.doubts[0]).toMatch(/cannot be posted/);
    await asked.driver.answer({ [id]: approve });
    expect(await asked.driver.ending()).toMatchObject({ kind: "delivered", by: priya });
    expect(house.posts).toEqual([]);
  });

  it("never posts on another answer than silence, and holds without money too", async () => {
    const revise: AgentOut<"check"> = {
      statements: [],
      unmetCriteria: [],
      doubts: [],
      verdict: "pass",
      advice: [],
    };
    const house = createHouse({ check: () => revise });
    house.house.budgetAt = "check:1:edit:1";
    const { driver } = await waiting("run_odd", house);
    const first = await theApproval(driver);
    const edit = house.edit("run_odd", "Other words.");
    await driver.answer({ [first.id]: decided(edit, priya) });
    const money = await theCall(driver);
    await driver.answer({ [money.id]: decided({ verb: "choose", index: 2, note: "" }, maya) });
    // The budget was used up before her version could be checked: it is not posted unchecked.
    const again = await theApproval(driver);
    expect(again.args).toMatchObject({ artifactId: edit.artifactId });
    await driver.answer({ [again.id]: approve });
    const release = await theRelease(driver);
    await driver.answer({ [release.id]: approve });
    expect(house.posts).toEqual([]);
    await driver.answer({ [release.id]: decided(silence) });
    expect(house.posts).toHaveLength(1);
  });
});
