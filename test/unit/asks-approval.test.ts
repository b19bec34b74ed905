import { readApprovalWish } from "../../src/domain/asks-approval.js";

type Row = [text: string, names?: string[], userIds?: string[], askMe?: boolean];

const wanted: Row[] = [
  [
    "turn this thread into a one-page launch brief, check it against <https://acme.example/launch>, and ask Priya to approve",
    ["Priya"],
  ],
  ["write a brief and ask priya to approve it", ["priya"]],
  ["Get Tom's sign-off before it goes out", ["Tom"]],
  ["get Tom’s sign off", ["Tom"]],
  ["post it in #company-news once <@U123> is happy", [], ["U123"]],
  ["post it in #company-news once Priya is happy", ["Priya"]],
  [
    "Write a summary for everyone. Tom or Priya approve. 10 minutes, then ask Maya.",
    ["Tom", "Priya"],
  ],
  ["before you post ask me", [], [], true],
  ["before you post, ask Priya", ["Priya"]],
  ["have Priya check it", ["Priya"]],
  ["Let Leo review it, please", ["Leo"]],
  ["ask <@U1> or <@U2|tom> to sign off", [], ["U1", "U2"]],
  ["ask Priya and Tom to approve", ["Priya", "Tom"]],
  ["ask Tom, Priya and Leo to approve this", ["Tom", "Priya", "Leo"]],
  ["ask me to approve", [], [], true],
  ["ask me first", [], [], true],
  ["let me see it first", [], [], true],
  ["I want to approve it before it goes out", [], [], true],
  ["summarise this with my approval", [], [], true],
  ["summarise it, subject to Ana's approval", ["Ana"]],
  ["needs approval from Priya before posting", ["Priya"]],
  ["must be signed off by Priya Raman.", ["Priya Raman"]],
  ["Draft it. It should be approved by @Tom", ["Tom"]],
  ["wait for Priya's OK", ["Priya"]],
  ["do not post until Priya has approved", ["Priya"]],
  ["don't send it until <@U9> says yes", [], ["U9"]],
  ["ask Priya for approval", ["Priya"]],
  ["ask Priya for her okay", ["Priya"]],
  ["run it by Tom first", ["Tom"]],
  ["check with Leo before sending", ["Leo"]],
  ["compare these pages and ask Priya", ["Priya"]],
  ["send it to Priya for review", ["Priya"]],
  ["show it to Priya first", ["Priya"]],
  ["Priya should approve", ["Priya"]],
  ["Write the brief, Priya signs off", ["Priya"]],
  ["get approval before posting"],
  ["this needs sign-off"],
  ["ask the legal team to approve"],
  ["ask somebody to review it"],
  ["don't post it without approval"],
  ["frag Priya", ["Priya"]],
  ["Fasse das zusammen und frag Priya, ob das so passt", ["Priya"]],
  ["Freigabe von Priya einholen", ["Priya"]],
  ["mit Freigabe durch Jürgen.", ["Jürgen"]],
  ["lass Priya das prüfen", ["Priya"]],
  ["lass es von Tom freigeben", ["Tom"]],
  ["Poste es, sobald <@U7> zustimmt", [], ["U7"]],
  ["bevor du es postest, frag mich", [], [], true],
  ["Priya muss das freigeben", ["Priya"]],
  ["hol dir eine Freigabe"],
];

const notWanted = [
  "approve this invoice list for March",
  "summarise the approval process",
  "list the invoices that Finance has approved this year",
  "how long do approvals take, on average?",
  "ask Tom when the launch is",
  "explain how Finance approves invoices",
  "write a mail to ask Tom to approve the budget",
  "what did Priya say about the sign-off sheet?",
  "turn this thread into a brief",
  "check every fact against the launch page",
  "have a look at this thread",
  "let me know what is missing",
  "Compare the prices once the page is ready",
  "summarise what happened after the review",
  "> ask Priya to approve\nwhat does this mean?",
  'translate "ask Priya to approve" into German',
  "frag nicht lange und schreib die Zusammenfassung",
  "was sagt Priya zum Termin?",
  "who approves travel costs?",
  "",
];

describe("readApprovalWish", () => {
  it.each(wanted)("wants approval: %s", (text, names = [], userIds = [], askMe = false) => {
    expect(readApprovalWish(text)).toEqual({ wanted: true, names, userIds, askMe });
  });

  it.each(notWanted)("does not want approval: %s", (text) => {
    expect(readApprovalWish(text)).toEqual({ wanted: false, names: [], userIds: [], askMe: false });
  });

  it("takes no time over long text without an answer in it", () => {
    const text = "ask ".repeat(3000) + "once ".repeat(3000);
    expect(readApprovalWish(text).wanted).toBe(false);
  });
});
