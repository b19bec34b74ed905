import type { Shown, ShownOf } from "../../../src/domain/shown.js";
import { cards } from "./cards.js";
import { jobs } from "./jobs.js";
import type { Screen } from "./known.js";
import { openCards } from "./open-cards.js";
import { posts } from "./posts.js";
import { replies } from "./replies.js";
import { rules } from "./rules.js";
import { schedules } from "./schedules.js";

/** Every kind of message with its fixtures: a kind without one does not compile. */
export const messages: { [K in Shown["kind"]]: Screen<ShownOf<K>>[] } = {
  ...jobs,
  ...cards,
  ...replies,
  ...schedules,
  ...rules,
  post: posts.post,
  approval: [...cards.approval, ...openCards.approval, ...posts.approval],
  ask: [...cards.ask, ...openCards.ask],
  approval_settled: [...cards.approval_settled, ...posts.approval_settled],
  result: [...jobs.result, ...posts.result],
};
