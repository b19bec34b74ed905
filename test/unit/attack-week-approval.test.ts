import { readApprovalWish } from "../../src/domain/asks-approval.js";

it.each(["note", "mail", "e-mail", "message", "reply", "letter"])(
  "asks for the approval of a %s that the next words want",
  (what) => {
    const text = `turn this thread into a ${what} and ask <@U0PRIYA001> to approve`;
    expect(readApprovalWish(text)).toMatchObject({ wanted: true, userIds: ["U0PRIYA001"] });
  },
);

it.each([
  "write a mail to ask Tom to approve the budget",
  "write a note that asks Tom for approval",
])("takes no approval from what the text itself shall ask: %s", (text) => {
  expect(readApprovalWish(text).wanted).toBe(false);
});
