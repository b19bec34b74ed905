import type { ShownOf } from "../../src/domain/shown.js";
import { phoneLinesOf } from "../../src/slack/views/phone-lines.js";
import { render } from "../../src/slack/views/render.js";
import type { View } from "../../src/slack/views/context.js";

const maya = { id: "U0MAYA0001", name: "Maya" };
const priya = { id: "U0PRIYA001", name: "Priya" };
const tom = { id: "U0TOM00001", name: "Tom" };
const ctx = (...pings: string[]) => ({
  team: { domain: "acme" },
  tz: "Europe/Berlin",
  pings: new Set(pings),
  refused: new Set<string>(),
});
const at = "2026-11-20T16:00:00.000Z";
const token = "<!date^1795190400^{date_short_pretty} at {time}|Fri 20 Nov 17:00>";
const approval: ShownOf<"approval"> = {
  kind: "approval",
  callId: "CALL",
  runId: "RUN",
  title: "Launch brief",
  requester: maya,
  asked: [priya],
  others: [tom],
  excerptMarkdown: "**Atlas launches on Tuesday 1 December.**\nPricing goes live at 09:00.",
  checked: "11 of 11 facts found in the sources",
  doubts: ["the support rota is from October"],
  changedSince: [],
  objections: [],
  editedBy: null,
  round: 1,
  maxRounds: 3,
  deadlineAt: at,
  practice: false,
};
const option = (label: string) => ({
  label,
  short: label,
  evidence: [
    { excerpt: `it is ${label}`, by: "Tom", date: "today", sourceLabel: "this thread", url: null },
  ],
});
const choose: ShownOf<"choose"> = {
  kind: "choose",
  callId: "CALL",
  runId: "RUN",
  title: "Launch brief",
  asked: [maya],
  question: "Which date is right?",
  options: [option("1 December"), option("3 December")],
  suggestion: "",
  noneLabel: "Neither",
  silence: "default",
  silenceMeans: "the text states all of them",
  deadlineAt: at,
};

/** A view as lines of words and ids, in the order in which people see them. */
function read(view: View): string[] {
  return view.blocks.flatMap((block) => {
    if (block.type === "context")
      return block.elements.map((one) => ("text" in one ? one.text : ""));
    if (block.type === "actions")
      return block.elements.map((one) =>
        one.type === "button" ? `[${one.text.text}] ${one.action_id} ${one.value}` : one.type,
      );
    if (block.type !== "section") return [block.type];
    const beside = block.accessory;
    if (beside?.type === "overflow")
      return [block.text?.text ?? "", ...beside.options.map((one) => `⋯ ${one.value}`)];
    if (beside?.type === "button")
      return [block.text?.text ?? "", `[${beside.text.text}] ${beside.action_id}`];
    return [block.text?.text ?? ""];
  });
}

describe("an approval", () => {
  it("asks, shows, and says what silence means, with four buttons and one menu", () => {
    const view = render(approval, ctx(priya.id));
    expect(view.text).toBe(
      "Priya, approve the launch brief? Maya asked. Approving posts it in this thread.",
    );
    expect(read(view)).toEqual([
      "*Post this launch brief in this thread?*\n<@U0PRIYA001>, Maya asks for your OK.",
      "⋯ delegate:CALL",
      "⋯ remind:CALL",
      "⋯ why:CALL",
      "⋯ stop:CALL",
      "> *Atlas launches on Tuesday 1 December.*\n> Pricing goes live at 09:00.",
      "[Read all] call.view",
      "Checked: 11 of 11 facts found in the sources. One doubt: the support rota is from October.",
      "[Approve and post] call.approve CALL",
      "[Edit] call.edit CALL",
      "[Ask for changes] call.changes CALL",
      "[Reject] call.reject CALL",
      `Tom can decide too. If nobody decides by ${token}, nothing is posted.`,
    ]);
  });

  it("tells who wanted to see it first that it is their own wish", () => {
    const view = render({ ...approval, asked: [approval.requester] }, ctx());
    expect(view.text).toBe(
      "Maya, approve the launch brief? You wanted to see it first. Approving posts it in this thread.",
    );
  });

  it("shortens the excerpt until the card fits on a phone", () => {
    const excerptMarkdown = "A rather long line of text that wraps. ".repeat(10);
    const doubts = ["a doubt that takes some room on the card", "another one like it"];
    const view = render(
      { ...approval, excerptMarkdown, doubts, round: 2, changedSince: doubts },
      ctx(),
    );
    expect(phoneLinesOf(view.blocks)).toBeLessThanOrEqual(24);
    expect(JSON.stringify(view.blocks)).toContain("Round 2 of 3.");
    expect(JSON.stringify(view.blocks)).toContain("A rather long line");
  });

  it("names the finding when somebody's edit met an objection", () => {
    const view = render(
      { ...approval, editedBy: priya, objections: ["no source for 20:00"] },
      ctx(),
    );
    expect(read(view)[0]).toContain("*Post the launch brief with Priya's edit?*");
    expect(read(view).join("\n")).toContain("*The check found*: no source for 20:00.");
  });

  it("offers no further version in the last round, and says so", () => {
    const lines = read(render({ ...approval, round: 3 }, ctx())).join("\n");
    expect(lines).not.toContain("Ask for changes");
    expect(lines).toContain("This is the last version: approve, edit or reject it.");
  });

  it("says in plain words why there is no new version", () => {
    const why =
      "The budget is used up, so there is no new version. Approve, edit or reject this one.";
    const lines = read(render({ ...approval, objections: [why] }, ctx())).join("\n");
    expect(lines).toContain(`\n${why}\n`);
    expect(lines).not.toContain("The check found");
  });

  it("labels the practice model", () => {
    expect(JSON.stringify(render({ ...approval, practice: true }, ctx()))).toContain(
      "Practice model",
    );
  });

  it("settles in place: who and when, the text, no decision left", () => {
    const view = render(
      {
        kind: "approval_settled",
        callId: "CALL",
        runId: "RUN",
        title: "Launch brief",
        outcome: "rejected",
        by: priya,
        at,
        note: "Not now",
        excerptMarkdown: "Text",
        checked: "",
        canAskAgain: false,
      },
      ctx(),
    );
    expect(read(view)).toEqual([
      `*Rejected by Priya*, ${token}. Nothing was posted.\n> Not now`,
      "> Text",
      "[Read all] call.view CALL",
      "[Why?] call.why CALL",
    ]);
  });
});

it("offers answers that are filled in, or asks where one is missing", () => {
  const field = {
    name: "seats",
    label: "How many?",
    type: "number" as const,
    options: [],
    default: "40",
    hint: "",
    optional: false,
  };
  const answer: ShownOf<"answer"> = {
    kind: "answer",
    callId: "CALL",
    runId: "RUN",
    title: "Launch brief",
    asked: [maya],
    intro: "One question.",
    fields: [field],
    silence: "default",
    deadlineAt: at,
  };
  expect(read(render(answer, ctx(maya.id)))).toEqual([
    "<@U0MAYA0001>, *one question.*\n1. How many? I take *40*",
    "⋯ delegate:CALL",
    "⋯ why:CALL",
    "[Use these answers] call.answer.defaults CALL",
    "[Change] call.answer CALL",
    `Without an answer by ${token} I go on with these, and the result says so.`,
  ]);
  const open = { ...answer, fields: [{ ...field, default: null }], silence: "deny" as const };
  expect(read(render(open, ctx()))).toContain("[Answer] call.answer CALL");
  expect(read(render(open, ctx()))).not.toContain("[Use these answers] call.answer.defaults CALL");
});

it("gives each side of a choice a button, and a form when there are many", () => {
  expect(read(render(choose, ctx())).filter((one) => one.startsWith("["))).toEqual([
    "[1 December] call.choose.1 CALL",
    "[3 December] call.choose.2 CALL",
    "[Neither] call.choose.0 CALL",
  ]);
  const many = { ...choose, options: ["a", "b", "c", "d"].map(option) };
  expect(read(render(many, ctx())).filter((one) => one.startsWith("["))).toEqual([
    "[Choose] call.choose CALL",
    "[Neither] call.choose.0 CALL",
  ]);
});

it("delivers a result with sources, checks, gaps and cost, and pings in its first part only", () => {
  const result: ShownOf<"result"> = {
    kind: "result",
    runId: "RUN",
    requester: maya,
    title: "Launch brief",
    headline: "Approved by Priya",
    bodyMarkdown: "**Atlas** [1]",
    part: { n: 1, of: 1 },
    sources: [
      {
        n: 1,
        kind: "page",
        label: "launch page",
        url: "https://acme.example/launch",
        note: "9 November",
      },
    ],
    notRead: ["page three (login)"],
    checked: "11 of 11 facts found",
    remarks: [],
    cost: "$0.11",
    practice: true,
  };
  expect(read(render(result, ctx(maya.id)))).toEqual([
    "<@U0MAYA0001> *Launch brief: done.* Approved by Priya.",
    "*Atlas* [1]",
    "*Sources*\n[1] <https://acme.example/launch|acme.example/launch>, 9 November\n*Not read*: page three (login)",
    "Checked: 11 of 11 facts found.",
    "$0.11",
    "Practice model: put together from what was read, not written by a language model.",
    "[Change something] run.redo RUN",
    "[Do this regularly] schedule.new RUN",
    "[Why?] run.why RUN",
    "context_actions",
  ]);
  const { text } = render({ ...result, title: "Reply drafts", headline: "" }, ctx());
  expect(text).toBe("Maya, the reply drafts are done. They are in this thread.");
  const second = render({ ...result, part: { n: 2, of: 3 } }, ctx(maya.id));
  expect(read(second)[0]).toBe("*Launch brief*, part 2 of 3");
  expect(JSON.stringify(second)).not.toContain("<@");
});

it("replaces a refused block by plain text", () => {
  const view = render(approval, { ...ctx(), refused: new Set(["block:context"]) });
  expect(view.blocks.map((block) => block.type)).toEqual([
    "section",
    "section",
    "section",
    "actions",
    "section",
  ]);
});

it("speaks of a job that has no name yet as a request", () => {
  const failed: ShownOf<"failure"> = {
    kind: "failure",
    runId: "RUN",
    requester: maya,
    title: "Your request",
    what: "The model service did not answer",
    kept: "",
    canRetry: true,
  };
  expect(render(failed, ctx()).text).toMatch(/^Maya, your request stopped: the model service/);
  expect(render({ ...failed, title: "Launch brief" }, ctx()).text).toMatch(/^Maya, the launch/);
  const what =
    "Fermata was updated while this job waited, so the job cannot go on from where it was.";
  expect(render({ ...failed, what }, ctx()).text).toContain(`stopped: ${what} Try again?`);
  const endOf = (title: string): ShownOf<"ended"> => ({
    kind: "ended",
    runId: "RUN",
    requester: maya,
    title,
    why: "stopped",
    by: maya,
    at: "2026-11-18T09:00:00.000Z",
    reason: "",
    done: "",
    notDone: "",
    cost: "",
    ping: false,
    askAgain: false,
  });
  const ended = endOf("Your request");
  expect(render({ ...ended, requestDeleted: true }, ctx()).text).toMatch(
    /^Your request was stopped/,
  );
  expect(render({ ...ended, why: "unanswered", ping: true }, ctx()).text).toMatch(
    /^Maya, your request ended/,
  );
  expect(render({ ...endOf("Launch brief"), why: "unanswered", ping: true }, ctx()).text).toMatch(
    /^Maya, the launch brief ended/,
  );
});
