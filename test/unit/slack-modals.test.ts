import { answerSettledView } from "../../src/slack/views/answer-settled.js";
import { approvalArgs, callForm } from "../support/call-forms.js";
import { readAllModal } from "../../src/slack/views/modals/read-all.js";
import { goingOn } from "../../src/slack/views/words.js";

describe("the form that sends a text back", () => {
  const said = (round: number) =>
    JSON.stringify(callForm(approvalArgs({ round }), "changes").blocks);

  it("promises only a version that will come", () => {
    expect(said(1)).toContain("A new version comes to you. Round 1 of 3.");
    expect(said(2)).toContain("The last version comes to you.");
    expect(said(3)).toContain("There is no further version");
  });
});

describe("the whole text", () => {
  const parts = { callId: "CALL", title: "Launch brief", markdown: "Text", domain: "acme" };

  it("ends with all doubts and changes, apart from the text", () => {
    const aside = {
      checked: "9 of 9 facts found in the sources",
      doubts: ["The rota is old.", "No source says 20:00."],
      changedSince: ["Shorter"],
    };
    const blocks = readAllModal({ ...parts, aside }).blocks;
    expect(blocks.map((block) => block.type)).toEqual(["section", "divider", "context"]);
    const print = JSON.stringify(blocks.at(-1));
    for (const one of ["9 of 9", "The rota is old.", "No source says 20:00.", "• Shorter"])
      expect(print).toContain(one);
  });

  it("stands alone where nothing was checked", () => {
    const aside = { checked: "", doubts: [], changedSince: [] };
    expect(readAllModal({ ...parts, aside }).blocks).toHaveLength(1);
    expect(readAllModal(parts).blocks).toHaveLength(1);
  });
});

it("keeps what was only filled in out of questions that nobody answered", () => {
  const settled = {
    kind: "answer_settled" as const,
    callId: "CALL",
    runId: "RUN",
    title: "Launch brief",
    by: null,
    at: "2026-11-20T14:00:00.000Z",
    lines: [{ label: "Who will read it?", value: "everybody" }],
    canAskAgain: false,
  };
  const ctx = {
    team: { domain: "acme" },
    tz: "Europe/Berlin",
    pings: new Set<string>(),
    refused: new Set<string>(),
  };
  const shown = (how: "cancelled" | "silence") =>
    JSON.stringify(answerSettledView({ ...settled, how }, ctx).blocks);
  expect(shown("cancelled")).toContain("Who will read it?");
  expect(shown("cancelled")).not.toContain("everybody");
  expect(shown("silence")).toContain("everybody");
});

it("goes on in lower case, but never with a name", () => {
  expect(goingOn("Your request names no readers.")).toBe("your request names no readers.");
  expect(goingOn("Tom said so.")).toBe("Tom said so.");
  expect(goingOn("Atlas is late.")).toBe("Atlas is late.");
});
