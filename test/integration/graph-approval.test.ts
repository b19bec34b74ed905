import type { AgentOut } from "../../src/domain/agent-io.js";
import { createDriver, decided, silence, theApproval, theCall } from "./graph-driver.js";
import { createHouse, inputOf, maya, priya, withApproval } from "./graph-ports.js";

const pass: AgentOut<"check"> = {
  statements: [{ text: "A fact", supported: true, claimIds: ["t1.1"], note: "" }],
  unmetCriteria: [],
  doubts: [],
  verdict: "pass",
  advice: [],
};
const revise: AgentOut<"check"> = {
  ...pass,
  statements: [{ text: "A guess", supported: false, claimIds: [], note: "" }],
  verdict: "revise",
  advice: ["Leave out the guess."],
};

const changes = (note: string) => decided({ verb: "changes", note }, priya);
const approve = decided({ verb: "approve" }, priya);

async function waiting(runId: string, house = createHouse()) {
  const driver = createDriver(house.ports, inputOf(runId, withApproval));
  await driver.start();
  return { driver, house };
}

describe("the request graph: approval", () => {
  it("ends with the reason when it is rejected, without a text", async () => {
    const { driver } = await waiting("run_reject");
    const { id } = await theApproval(driver);
    await driver.answer({ [id]: decided({ verb: "reject", reason: "Not now." }, priya) });
    expect(await driver.ending()).toMatchObject({
      kind: "rejected",
      by: priya,
      reason: "Not now.",
      artifactId: null,
    });
  });

  it("ends unanswered when nobody decides", async () => {
    const { driver } = await waiting("run_nobody");
    const { id } = await theApproval(driver);
    await driver.answer({ [id]: decided(silence) });
    expect(await driver.ending()).toMatchObject({ kind: "unanswered", callId: id });
  });

  it("writes again with each note, says what changed, and stops sending back after three rounds", async () => {
    const { driver, house } = await waiting("run_changes");
    const first = await theApproval(driver);
    expect(first.args).toMatchObject({ round: 1, maxRounds: 3, changedSince: [] });
    await driver.answer({ [first.id]: changes("Name no provider.") });

    const second = await theApproval(driver);
    expect(second.id).not.toBe(first.id);
    expect(second.args).toMatchObject({ round: 2, changedSince: ["Shorter."] });
    expect(second.args.digest).not.toBe(first.args.digest);
    expect(house.inputs.find((one) => one.key === "draft:2")?.input).toMatchObject({
      changes: ["Priya: Name no provider."],
    });
    await driver.answer({ [second.id]: changes("Shorter.") });

    const third = await theApproval(driver);
    expect(third.args).toMatchObject({ round: 3 });
    await driver.answer({ [third.id]: changes("Once more.") });
    const last = await theApproval(driver);
    expect(last.args).toMatchObject({ round: 3, digest: third.args.digest });
    expect(last.args.objections).toHaveLength(1);
    await driver.answer({ [last.id]: approve });
    expect(await driver.ending()).toMatchObject({
      kind: "delivered",
      artifactId: third.args.artifactId,
      edited: false,
    });
  });

  it("checks a person's version, counts their own words apart, and delivers exactly it", async () => {
    const house = createHouse({
      check: (input) =>
        input.personsOwn.length === 0
          ? pass
          : {
              ...pass,
              statements: [
                ...pass.statements,
                { text: "Legal signed off this morning", supported: false, claimIds: [], note: "" },
              ],
            },
    });
    const { driver } = await waiting("run_edit", house);
    const { id, args } = await theApproval(driver);
    const draft = house.artifacts.get(args.artifactId)?.body ?? "";
    const edit = house.edit("run_edit", `${draft} Legal signed off this morning.`);
    await driver.answer({ [id]: decided(edit, priya) });
    expect(house.inputs.at(-1)?.input).toMatchObject({
      personsOwn: ["Legal signed off this morning."],
    });
    expect(await driver.ending()).toMatchObject({
      kind: "delivered",
      artifactId: edit.artifactId,
      by: priya,
      edited: true,
      checked: "1 of 1 fact found in the sources; one is Priya's own word.",
      remarks: [],
    });
  });

  it.each(["approve", "edit"] as const)(
    "asks once when the check objects to an edit; a second %s stands",
    async (verb) => {
      const house = createHouse({
        check: (input) =>
          input.personsOwn.length === 0
            ? pass
            : { ...pass, verdict: "revise", doubts: ["The page says 3 December."] },
      });
      const { driver } = await waiting(`run_object_${verb}`, house);
      const first = await theApproval(driver);
      const edit = house.edit(`run_object_${verb}`, "The launch is on 9 December.");
      await driver.answer({ [first.id]: decided(edit, priya) });

      const again = await theApproval(driver);
      expect(again.asked).toEqual([priya]);
      expect(again.args).toMatchObject({
        artifactId: edit.artifactId,
        digest: edit.digest,
        editedBy: priya,
        objections: ["The page says 3 December."],
        excerpt: "The launch is on 9 December.",
      });
      const second = house.edit(`run_object_${verb}`, "The launch is on 8 December.");
      await driver.answer({ [again.id]: decided(verb === "approve" ? { verb } : second, priya) });
      expect(await driver.ending()).toMatchObject({
        kind: "delivered",
        artifactId: verb === "approve" ? edit.artifactId : second.artifactId,
        edited: true,
      });
    },
  );

  it("refuses a saved version whose text is not what was saved", async () => {
    const { driver, house } = await waiting("run_forged");
    const { id } = await theApproval(driver);
    const edit = { ...house.edit("run_forged", "Other words."), digest: "0".repeat(64) };
    await expect(driver.answer({ [id]: decided(edit, priya) })).rejects.toThrow("saved version");
  });
});

describe("the request graph: draft and check", () => {
  it("writes again until the check passes", async () => {
    const house = createHouse({ check: (_, key) => (key === "check:1" ? revise : pass) });
    const driver = createDriver(house.ports, inputOf("run_revise"));
    await driver.start();
    expect(house.runs.slice(-4)).toEqual(["draft:1", "check:1", "draft:2", "check:2"]);
    expect(house.inputs.find((one) => one.key === "draft:2")?.input).toMatchObject({
      changes: ["Leave out the guess."],
    });
    expect(await driver.ending()).toMatchObject({ kind: "delivered", remarks: [] });
  });

  const stubborn = { check: () => revise };
  it.each([
    [{ verb: "choose", index: 1, note: "" } as const, "delivered"],
    [{ verb: "choose", index: 3, note: "" } as const, "rejected"],
    [silence, "delivered"],
  ])("lets the requester decide after three rounds: %o", async (outcome, kind) => {
    const house = createHouse(stubborn);
    const driver = createDriver(house.ports, inputOf(`run_rounds_${kind}_${outcome.verb}`));
    await driver.start();
    expect(house.runs.filter((key) => key.startsWith("draft"))).toHaveLength(3);
    const call = await theCall(driver);
    expect(call.asked).toEqual([maya]);
    await driver.answer({ [call.id]: decided(outcome, outcome === silence ? null : maya) });
    const ending = await driver.ending();
    expect(ending?.kind).toBe(kind);
    expect(ending?.checked).toBe("0 of 1 fact found in the sources.");
    expect(ending?.remarks[0]).toBe("Not found in the sources: A guess");
  });

  it("tries once more and then asks again", async () => {
    const house = createHouse(stubborn);
    const driver = createDriver(house.ports, inputOf("run_rounds_again"));
    await driver.start();
    const first = await theCall(driver);
    await driver.answer({ [first.id]: decided({ verb: "choose", index: 2, note: "" }, maya) });
    const second = await theCall(driver);
    expect(second.id).not.toBe(first.id);
    expect(house.runs.filter((key) => key.startsWith("draft"))).toHaveLength(4);
  });

  it("still asks for approval of a draft that is used as it is", async () => {
    const { driver } = await waiting("run_rounds_approval", createHouse(stubborn));
    const call = await theCall(driver);
    await driver.answer({ [call.id]: decided({ verb: "choose", index: 1, note: "" }, maya) });
    expect((await theApproval(driver)).args.doubts).toEqual(["Not found in the sources: A guess"]);
  });

  it("gives follow-ups from the thread to the next draft", async () => {
    const { driver, house } = await waiting("run_notes");
    house.notes.push({ by: "Leo", text: "Say who to call." });
    const { id } = await theApproval(driver);
    await driver.answer({ [id]: changes("Shorter.") });
    expect(house.inputs.find((one) => one.key === "draft:2")?.input).toMatchObject({
      notes: [{ by: "Leo", text: "Say who to call." }],
    });
  });
});
