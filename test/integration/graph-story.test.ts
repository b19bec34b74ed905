import { createDriver, decided, silence, theApproval, theCall } from "./graph-driver.js";
import { createHouse, inputOf, maya, priya, task, withApproval } from "./graph-ports.js";

const contradiction = {
  question: "Which launch date is right?",
  options: [
    { label: "Tuesday 1 December", short: "Tue 1 December", claimIds: ["t1.1"] },
    { label: "Thursday 3 December", short: "Thu 3 December", claimIds: ["t2.1"] },
  ],
  suggestion: "The thread is newer.",
  suggestedIndex: 0,
};

describe("the request graph: the story", () => {
  it("reads, asks which source is right, writes, checks, is approved and ends with exactly that text", async () => {
    const house = createHouse({ reconcile: () => ({ contradictions: [contradiction] }) });
    const driver = createDriver(house.ports, inputOf("run_story", withApproval));
    await driver.start();

    const choose = await theCall(driver);
    expect(driver.reported.map((call) => call.id)).toEqual([choose.id]);
    expect(choose.asked).toEqual([maya]);
    expect(choose.args).toMatchObject({
      fn: "choose",
      question: "Which launch date is right?",
      defaultIndex: 0,
      options: [
        { short: "Tue 1 December", evidence: [{ by: "Tom", sourceLabel: "this thread" }] },
        { short: "Thu 3 December", evidence: [{ sourceLabel: "acme.example/launch" }] },
      ],
    });
    await driver.answer({ [choose.id]: decided({ verb: "choose", index: 1, note: "" }, maya) });

    const approval = await theApproval(driver);
    expect(approval.asked).toEqual([priya]);
    expect(approval.args).toMatchObject({ checked: "1 of 1 fact found in the sources.", round: 1 });
    const drafted = house.inputs.find((one) => one.role === "draft")?.input;
    expect(drafted).toMatchObject({
      choices: [
        { question: "Which launch date is right?", choice: "Tuesday 1 December", by: "Maya" },
      ],
    });
    await driver.answer({ [approval.id]: decided({ verb: "approve" }, priya) });

    expect(await driver.ending()).toEqual({
      kind: "delivered",
      artifactId: approval.args.artifactId,
      checked: "1 of 1 fact found in the sources.",
      sources: [
        { n: 1, kind: "thread", label: "this thread", url: null, note: "today" },
        { n: 2, kind: "page", label: "acme.example/launch", url: null, note: "today" },
      ],
      notRead: [],
      post: null,
      remarks: ["Which launch date is right? Maya chose Tuesday 1 December."],
      by: priya,
      edited: false,
      reason: "",
      recurring: false,
      callId: null,
    });
    expect(await driver.pending()).toBeNull();
  });

  it("shows every step in the status from the start, each ending as done", async () => {
    const house = createHouse();
    const driver = createDriver(house.ports, inputOf("run_lines"));
    await driver.start();
    const planned = house.records.find((one) => one.key === "plan")?.lines;
    expect(planned?.map((line) => [line.title, line.state])).toEqual([
      ["Task t1", "doing"],
      ["Task t2", "doing"],
      ["Write the draft", "todo"],
      ["Check every fact", "todo"],
    ]);
    const last = new Map<string, string>();
    for (const record of house.records) {
      for (const line of record.lines ?? []) last.set(line.id, line.state);
    }
    expect([...last.values()]).toEqual(["done", "done", "done", "done"]);
  });

  it("answers at once where no work is needed", async () => {
    const house = createHouse({
      triage: () => ({
        path: "answer",
        title: "Opening hours",
        recurring: true,
        answer: "Nine to five.",
        questions: [],
      }),
    });
    const driver = createDriver(house.ports, inputOf("run_answer"));
    await driver.start();
    const ending = await driver.ending();
    expect(ending).toMatchObject({ kind: "answered", recurring: true, notRead: [] });
    expect(house.artifacts.get(ending?.artifactId ?? "")?.body).toBe("Nine to five.");
    expect(house.runs).toEqual(["triage"]);
  });

  it("makes a draft even of a quick answer where somebody has to approve it", async () => {
    const house = createHouse({
      triage: () => ({
        path: "answer",
        title: "Hours",
        recurring: false,
        answer: "Nine.",
        questions: [],
      }),
    });
    const driver = createDriver(house.ports, inputOf("run_answer_ok", withApproval));
    await driver.start();
    expect((await theApproval(driver)).asked).toEqual([priya]);
  });

  it("goes on without a page that cannot be read and names it", async () => {
    const house = createHouse();
    house.house.unreadable.add("link1");
    const driver = createDriver(house.ports, inputOf("run_unread"));
    await driver.start();
    const ending = await driver.ending();
    expect(ending).toMatchObject({
      kind: "delivered",
      notRead: ["acme.example/launch (asks for a login)"],
    });
    expect(ending?.sources.map((source) => source.n)).toEqual([1]);
    expect(house.runs).not.toContain("reconcile");
  });

  it("reads while the requester thinks, and writes with their answers; silence uses what was filled in", async () => {
    const house = createHouse({
      triage: () => ({
        path: "ask",
        title: "Comparison",
        recurring: false,
        answer: "",
        questions: [
          {
            name: "seats",
            label: "How many people?",
            type: "number",
            options: [],
            default: "40",
            hint: "",
            optional: false,
          },
        ],
      }),
    });
    const driver = createDriver(house.ports, inputOf("run_questions"));
    await driver.start();
    expect(house.runs).toContain("research:t2");
    expect(house.runs).not.toContain("draft:1");
    const call = await theCall(driver);
    expect(call.args).toMatchObject({ fn: "answer", intro: "One question before I write." });
    await driver.answer({ [call.id]: decided(silence) });
    expect(house.inputs.find((one) => one.role === "draft")?.input).toMatchObject({
      answers: [{ question: "How many people?", answer: "40" }],
    });
    expect((await driver.ending())?.remarks).toEqual([
      "Nobody answered in time; I went on with: How many people? 40",
    ]);
  });

  it("ends unanswered where nothing was filled in", async () => {
    const house = createHouse({
      plan: () => ({
        tasks: [
          task("t1", "read", { source: "thread" }),
          task("ask", "ask", { title: "Who calls Norda back?" }),
        ],
        criteria: [],
        estimateMinutes: 1,
      }),
    });
    const driver = createDriver(house.ports, inputOf("run_silent"));
    await driver.start();
    const call = await theCall(driver);
    await driver.answer({ [call.id]: decided(silence) });
    expect(await driver.ending()).toMatchObject({
      kind: "unanswered",
      callId: call.id,
      artifactId: null,
    });
  });

  it("asks which Priya is meant together with the other questions, and then asks her", async () => {
    const other = { id: "UPRI2", name: "Priya Nair" };
    const house = createHouse();
    const approval = {
      wanted: true,
      approvers: [],
      unresolved: [
        { name: "Priya", candidates: [priya, other] },
        { name: "Zoe", candidates: [] },
      ],
    };
    const driver = createDriver(house.ports, inputOf("run_which", { approval }));
    await driver.start();
    const call = await theCall(driver);
    expect(call.args).toMatchObject({
      intro: "Two questions before I write.",
      fields: [
        { name: "approver_1", type: "options", label: "Who should approve: which Priya?" },
        { name: "approver_2", type: "person" },
      ],
    });
    const values = { approver_1: "UPRI2", approver_2: "UZOE" };
    await driver.answer({
      [call.id]: decided({ verb: "answer", values, usedDefaults: false }, maya),
    });
    expect((await theApproval(driver)).asked).toEqual([other, { id: "UZOE", name: "Zoe" }]);
  });

  it("plans by rule when the planner gives no plan", async () => {
    const { fail } = await import("../../src/errors.js");
    const house = createHouse({
      plan: () => {
        throw fail("MODEL_OUTPUT_INVALID");
      },
    });
    const driver = createDriver(house.ports, inputOf("run_fallback"));
    await driver.start();
    expect((await driver.ending())?.sources).toHaveLength(2);
  });
});
