import type { HomeView, ModalView, KnownBlock } from "@slack/types";

function text(value: string) {
  return { type: "plain_text" as const, text: value };
}

/** Somebody's desk: two questions, a schedule and a button to the next page. */
export function desk(user: string, page: number): HomeView {
  return {
    type: "home",
    blocks: [
      { type: "header", text: text("Waiting for you: 2") },
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: "*Post the launch brief in #company-news?*\nMaya, 20 minutes ago. By 17:00 today, or it is not posted.",
        },
        accessory: {
          type: "button",
          action_id: "home.decide",
          value: "1",
          style: "primary",
          text: text("Decide"),
          accessibility_label: "Decide about the launch brief",
        },
      },
      {
        type: "section",
        text: { type: "mrkdwn", text: "*Who calls Norda back?*\nLeo, yesterday." },
        accessory: {
          type: "button",
          action_id: "home.decide",
          value: "2",
          text: text("Decide"),
          accessibility_label: "Decide who calls Norda back",
        },
      },
      { type: "divider" },
      { type: "header", text: text("Schedules") },
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: "*Meeting-notes digest*: every weekday at 09:00, Berlin time\nLast: sent today at 09:00, $0.05.",
        },
      },
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "schedule.run", value: "1", text: text("Run now") },
          { type: "button", action_id: "schedule.pause", value: "1", text: text("Pause") },
          {
            type: "overflow",
            action_id: "schedule.more",
            options: [
              { text: text("Skip next"), value: "skip:1" },
              { text: text("Change"), value: "edit:1" },
              { text: text("Delete"), value: "delete:1" },
            ],
          },
        ],
      },
      { type: "divider" },
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "home.page", value: "2", text: text("Show more jobs") },
        ],
      },
      {
        type: "context",
        elements: [{ type: "mrkdwn", text: `<@${user}>'s desk. Page ${page + 1}.` }],
      },
    ],
  };
}

/** The form behind *Decide*: the n-th question. */
export function decideForm(number: number): ModalView {
  return {
    type: "modal",
    callback_id: "home.decide",
    private_metadata: String(number),
    title: text("Decide"),
    submit: text("Approve and post"),
    close: text("Not now"),
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*Question ${number}*\nPost this?` } },
      {
        type: "input",
        block_id: `note${number}`,
        optional: true,
        label: text("A note"),
        element: { type: "plain_text_input", action_id: "value", multiline: true },
      },
    ],
  };
}

const cell = (value: string) => ({ type: "raw_text" as const, text: value });

/** A comparison as people get it: a sentence, a table, thumbs. */
export const resultBlocks: KnownBlock[] = [
  {
    type: "section",
    text: {
      type: "mrkdwn",
      text: "*Help desk comparison: done.* Norda is cheapest for 40 people.",
    },
  },
  {
    type: "table",
    rows: [
      [cell(" "), cell("Norda"), cell("Kvik"), cell("Deskly")],
      [cell("40 people, a month"), cell("$760 [1]"), cell("$920 [2]"), cell("not found")],
      [cell("Single sign-on"), cell("included [1]"), cell("+$4 a person [2]"), cell("included")],
      [cell("EU hosting"), cell("yes [1]"), cell("yes [2]"), cell("no [3]")],
    ],
  },
  {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: "run.feedback",
        positive_button: { text: text("Good"), value: "good" },
        negative_button: { text: text("Not good"), value: "bad" },
      },
    ],
  },
];
