import type { Shown } from "../../domain/shown.js";
import { answerSettledView } from "./answer-settled.js";
import { answerView } from "./answer.js";
import { approvalSettledView } from "./approval-settled.js";
import { approvalView } from "./approval.js";
import { chooseSettledView } from "./choose-settled.js";
import { budgetView } from "./budget.js";
import { chooseView } from "./choose.js";
import { askView } from "./ask.js";
import { askSettledView } from "./ask-settled.js";
import { askedView } from "./asked.js";
import type { View, ViewContext } from "./context.js";
import { endedView } from "./ended.js";
import { failureView } from "./failure.js";
import { withoutRefused } from "./fallback.js";
import { helpView } from "./help.js";
import { lineView } from "./line.js";
import { morningView } from "./morning.js";
import { postView } from "./post.js";
import { reminderView } from "./reminder.js";
import { replyView } from "./reply.js";
import { resultView } from "./result.js";
import { ruleUsed, ruleView } from "./rule.js";
import { scheduleListView } from "./schedule-list.js";
import { schedulePausedView } from "./schedule-paused.js";
import { scheduleView } from "./schedule.js";
import { statusView } from "./status.js";

/** Turns what should be seen into a message: the one way from data to Slack's blocks. Pure. */
export function render(shown: Shown, ctx: ViewContext): View {
  const view = viewOf(shown, ctx);
  const ofRule = "ofRule" in shown ? shown.ofRule : undefined;
  const whole = ofRule ? { ...view, blocks: [...view.blocks, ...ruleUsed(ofRule)] } : view;
  return withoutRefused(whole, ctx.refused);
}

function viewOf(shown: Shown, ctx: ViewContext): View {
  switch (shown.kind) {
    case "status":
      return statusView(shown, ctx);
    case "approval":
      return approvalView(shown, ctx);
    case "approval_settled":
      return approvalSettledView(shown, ctx);
    case "answer":
      return answerView(shown, ctx);
    case "answer_settled":
      return answerSettledView(shown, ctx);
    case "budget":
      return budgetView(shown, ctx);
    case "choose":
      return chooseView(shown, ctx);
    case "choose_settled":
      return chooseSettledView(shown, ctx);
    case "ask":
      return askView(shown, ctx);
    case "ask_settled":
      return askSettledView(shown, ctx);
    case "reminder":
      return reminderView(shown, ctx);
    case "asked":
      return askedView(shown, ctx);
    case "reply":
      return replyView(shown);
    case "post":
      return postView(shown, ctx);
    case "result":
      return resultView(shown, ctx);
    case "failure":
      return failureView(shown, ctx);
    case "ended":
      return endedView(shown, ctx);
    case "help":
      return helpView(shown);
    case "schedule":
      return scheduleView(shown, ctx);
    case "schedule_paused":
      return schedulePausedView(shown);
    case "schedule_list":
      return scheduleListView(shown, ctx);
    case "morning":
      return morningView(shown, ctx);
    case "rule":
      return ruleView(shown, ctx);
    case "line":
      return lineView(shown, ctx);
  }
}
