import type { CallArgs, HumanCall } from "../../../src/domain/human-call.js";
import { decidable, onDesk } from "../../../src/slack/listeners/decidable.js";
import { deskDoneModal, deskModal } from "../../../src/slack/views/modals/desk.js";
import { togetherDoneModal, togetherModal } from "../../../src/slack/views/modals/together.js";
import { decideModal, nothingWaitsModal } from "../../../src/slack/views/modals/decide.js";
import { delegateModal } from "../../../src/slack/views/modals/delegate.js";
import { goalModal } from "../../../src/slack/views/modals/goal.js";
import type { Modal } from "../../../src/slack/views/modals/modal.js";
import { noticeModal } from "../../../src/slack/views/modals/notice.js";
import { readAllModal } from "../../../src/slack/views/modals/read-all.js";
import { redoModal } from "../../../src/slack/views/modals/redo.js";
import { scheduleModal } from "../../../src/slack/views/modals/schedule.js";
import { staleModal } from "../../../src/slack/views/modals/stale.js";
import { stopModal } from "../../../src/slack/views/modals/stop.js";
import { callForm } from "../call-forms.js";
import { cards } from "./cards.js";
import { at, callId, deadlineAt, maya, priya, runId, scheduleId, tom, zone } from "./known.js";

const approval = cards.approval[0]?.shown;
const edit = cards.approval.find((one) => one.shown.edit)?.shown.edit;
const questions = cards.answer[0]?.shown.fields ?? [];
const options = cards.choose[0]?.shown.options ?? [];
const text = approval?.excerptMarkdown ?? "";
const title = "Launch brief";
const call: HumanCall = {
  id: callId,
  runId,
  taskId: null,
  status: "open",
  args: {
    fn: "approve",
    title,
    artifactId: "art_1",
    digest: "d",
    excerpt: text,
    checked: approval?.checked ?? "",
    doubts: approval?.doubts ?? [],
    changedSince: [],
    objections: [],
    editedBy: null,
    round: 1,
    maxRounds: 3,
  },
  asked: [priya],
  others: [tom],
  channel: "C0LAUNCH01",
  threadTs: "1795180000.000100",
  silence: "deny",
  openedAt: new Date(at),
  deadlineAt: new Date(deadlineAt),
  remindAt: null,
  remindedAt: null,
  outcome: null,
  decidedBy: null,
  decidedAt: null,
  takenAt: null,
  reached: { people: [], place: "" },
  added: [],
  escalateAt: null,
  escalateTo: [],
  standIns: [],
  need: 1,
  tier: null,
  rule: "",
  excluded: [],
};
const edited: HumanCall =
  call.args.fn === "approve" ? { ...call, args: { ...call.args, edit } } : call;

const callBack: CallArgs = {
  fn: "declared",
  name: "assign",
  title,
  data: JSON.stringify({ task: "Call Norda back about the refund" }),
  question: "",
  silenceMeans: "",
};

const errand: HumanCall = { ...call, args: callBack };
const seen = { call, requesterName: maya.name, text };
const place = { at: 3, of: 12, left: [] };
function togetherOf(calls: HumanCall[]): Modal {
  const all = calls.map((one) => decidable({ ...seen, call: one }));
  const made = togetherModal(all, { domain: "acme", tz: zone });
  if (!made) throw new Error("There is something to decide.");
  return made;
}

/** Every form, by the file that makes it. */
export const forms: Record<string, { title: string; view: Modal }[]> = {
  form: [
    { title: "Edit", view: callForm(call.args, "edit", { text }) },
    { title: "Ask for changes", view: callForm(call.args, "changes") },
    { title: "Reject", view: callForm(call.args, "reject", { requesterName: maya.name }) },
    {
      title: "Answer",
      view: callForm({ fn: "answer", title, intro: "", fields: questions }, "answer"),
    },
    {
      title: "Choose between many",
      view: callForm(
        {
          fn: "choose",
          title,
          question: "Which launch date is right?",
          options: [...options, ...options],
          suggestion: "",
          defaultIndex: null,
          noneLabel: "None of these",
        },
        "choose",
      ),
    },
    { title: "Mark as done", view: callForm(callBack, "done") },
    { title: "Hand back", view: callForm(callBack, "handback") },
  ],
  decide: [
    {
      title: "Decide in Home",
      view: decideModal(
        { call, requesterName: maya.name, text, form: null },
        { domain: "acme", tz: zone },
      ),
    },
    {
      title: "Decide in Home about somebody's version",
      view: decideModal(
        { call: edited, requesterName: maya.name, text, form: null },
        { domain: "acme", tz: zone },
      ),
    },
    {
      title: "Decide about a declared question",
      view: decideModal(decidable({ ...seen, call: errand }), { domain: "acme", tz: zone }),
    },
    { title: "Nothing is left to decide", view: nothingWaitsModal() },
  ],
  desk: [
    {
      title: "Clear my desk",
      view: deskModal(onDesk(seen, place, "Tom answered this at 14:05."), {
        domain: "acme",
        tz: zone,
      }),
    },
    {
      title: "Clear my desk, a declared question",
      view: deskModal(onDesk({ ...seen, call: errand }, place, ""), { domain: "acme", tz: zone }),
    },
    {
      title: "Clear my desk, what a tap asks for",
      view: deskModal(onDesk({ ...seen, call: errand }, { ...place, verb: "done" }, ""), {
        domain: "acme",
        tz: zone,
      }),
    },
    { title: "The desk is clear", view: deskDoneModal(1, "") },
  ],
  together: [
    {
      title: "Decide together",
      view: togetherOf([call, { ...call, id: `${callId}b` }]),
    },
    {
      title: "Decided together",
      view: togetherDoneModal(2, ["Tom approved this at 14:05."]),
    },
  ],
  delegate: [{ title: "Ask someone else", view: delegateModal({ callId }) }],
  goal: [
    {
      title: "Use as goal",
      view: goalModal({ meta: "{}", quote: "Six tickets wait for an answer." }),
    },
  ],
  notice: [
    {
      title: "A form that cannot be opened",
      view: noticeModal(
        "Add me to this channel first: type /invite @Fermata in it, then try again.",
      ),
    },
  ],
  "read-all": [
    {
      title: "Read all",
      view: readAllModal({ callId, title, markdown: text, domain: "acme" }),
    },
  ],
  redo: [{ title: "Change something", view: redoModal({ runId }) }],
  schedule: [
    {
      title: "Do this regularly",
      view: scheduleModal({
        callbackId: "schedule.new",
        meta: runId,
        when: "",
        goal: null,
        zone: "Berlin time",
      }),
    },
    {
      title: "Change a schedule",
      view: scheduleModal({
        callbackId: "schedule.edit",
        meta: scheduleId,
        when: "every Friday at 14:00",
        goal: "a launch brief from this channel",
        zone: "Berlin time",
      }),
    },
  ],
  stop: [{ title: "Stop this job", view: stopModal({ runId, title }) }],
  stale: [
    {
      title: "A form that came too late",
      view: staleModal({ callId, what: "Tom approved this at 14:08.", text }),
    },
  ],
};
