import type { PostedShown } from "../../../src/domain/shown-post.js";
import { at, maya, priya, runId, type Screen } from "./known.js";
import { cards } from "./cards.js";
import { jobs } from "./jobs.js";

const posted = (state: PostedShown["state"], change: Partial<PostedShown> = {}): PostedShown => ({
  channelName: "company-news",
  state,
  seconds: 10,
  url: state === "posted" ? "https://acme.slack.com/archives/C0NEWS0001/p1795180141000100" : null,
  why: "",
  by: null,
  at,
  ...change,
});
const [waits] = cards.approval;
const [approved] = cards.approval_settled;
const [result] = jobs.result;
const settled = (title: string, post: PostedShown) => ({
  title,
  shown: { ...approved!.shown, post },
});

/** What leaves the thread. */
export const posts = {
  post: [
    {
      title: "The approved text in another channel",
      shown: {
        kind: "post",
        runId,
        title: "Launch brief",
        bodyMarkdown: waits!.shown.excerptMarkdown,
        requester: maya,
        approver: priya,
        practice: false,
      },
    },
  ],
  approval: [
    {
      title: "An approval that posts in another channel",
      shown: {
        ...waits!.shown,
        post: {
          channelName: "company-news",
          reach: "240 people who are not in this thread will see it.",
        },
      },
      pings: [priya.id],
    },
  ],
  approval_settled: [
    settled("Approved, and about to be posted", posted("window")),
    {
      title: "Nobody had to approve it, and about to be posted",
      shown: {
        ...approved!.shown,
        byRule: "posts in #company-news need no OK, and can be taken back at first",
        post: posted("window"),
      },
    },
    settled("Approved, and taken back", posted("undone", { by: priya })),
    settled("Approved, and on its way", posted("posting")),
    settled("Approved and posted", posted("posted")),
    settled(
      "Approved and not posted",
      posted("not_posted", { why: "Fermata is no longer in that channel." }),
    ),
    settled("Posted, and being taken down", posted("taking_down", { by: priya })),
    settled("Posted, and taken down", posted("taken_down", { by: priya })),
  ],
  result: [
    {
      title: "A result that was posted",
      shown: { ...result!.shown, post: posted("posted") },
      pings: [maya.id],
    },
  ],
} satisfies Partial<Record<string, Screen[]>>;
