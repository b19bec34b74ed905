import type { AskFormInput } from "../../domain/ask-form.js";
import { ApproveArgs, type HumanCall } from "../../domain/human-call.js";
import { ApproveResult, type CallOutcome } from "../../domain/call-outcome.js";
import type { Vote } from "../../domain/vote.js";
import type { Shown, ShownOf } from "../../domain/shown.js";
import { allOf, reasonsOf } from "../votes-words.js";
import { openBase, settledBase } from "./card-base.js";
import { humanFunction } from "./catalogue.js";
import {
  type CardLook,
  type FactData,
  type FormLook,
  type Parsed,
  type PlainReply,
  type SettledTexts,
  unknownVerb,
} from "./human-function.js";

const MAX_NOTE_CHARS = 3000;

/** `approve`: a draft or an effect → approve · approve with edits · ask for changes (note) · reject (reason). */
export const approve = humanFunction<ApproveArgs>({
  name: "approve",
  args: ApproveArgs,
  outcome: ApproveResult,
  risk: (args) => (args.post ? "high" : "low"),
  textOf: (args) => args.artifactId,
  hasDefaults: () => false,
  words: (args) => ({
    question: `Post this text in ${args.post ? `#${args.post.channelName}` : "the thread"}?`,
    silenceMeans: "nothing is posted",
  }),
  about(args) {
    if (args.post) return `the post in #${args.post.channelName}`;
    return args.title === "" ? "the text" : `the text “${args.title}”`;
  },
  form,
  parse(args, verb, values) {
    switch (verb) {
      case "approve":
        return { ok: true, outcome: { verb: "approve" } };
      case "edit":
        return parseEdit(args, values["text"] ?? "");
      case "changes":
        return parseNote("note", values["note"], (note) => ({ verb: "changes", note }));
      case "reject":
        return parseNote("reason", values["reason"], (reason) => ({ verb: "reject", reason }));
      default:
        return unknownVerb(verb);
    }
  },
  shown,
  settled,
  fact: (outcome): FactData =>
    outcome.verb === "edit" ? { verb: "edit", digest: outcome.digest } : { verb: outcome.verb },
  did: (outcome) => deeds[outcome.verb] ?? "answered this",
  told: () => [],
  votes: {
    need: () => null,
    digest: (args) => args.post?.digest ?? args.digest,
    // A change is no vote: what one of them wrote or wants is put to the others anew.
    ballotOf(outcome) {
      if (outcome.verb === "approve") return { isYes: true, reason: "", notes: [] };
      if (outcome.verb === "reject") return { isYes: false, reason: outcome.reason, notes: [] };
      return null;
    },
    outcome: (_args, votes, isYes) =>
      isYes
        ? { verb: "approve" }
        : { verb: "reject", reason: reasonsOf(votes.filter((one) => !one.isYes)) },
  },
  reply(_args, text): PlainReply | null {
    if (text === "approve") return { verb: "approve", values: {} };
    // A rejection wants a reason: the bare word says only that there is none.
    if (text === "reject") return { verb: "reject", values: { reason: "No reason was given." } };
    return null;
  },
});

const deeds: Partial<Record<CallOutcome["verb"], string>> = {
  approve: "approved this",
  edit: "approved this with an edit",
  changes: "asked for changes",
  reject: "rejected this",
};

function parseEdit(args: ApproveArgs, text: string): Parsed {
  if (text.trim() === "") {
    return {
      ok: false,
      errors: { text: "The text is empty. Write it, or go back and reject it." },
    };
  }
  return {
    ok: true,
    keep: text,
    // A text that was not changed is a plain approval.
    as: (kept) => (kept.digest === args.digest ? { verb: "approve" } : { verb: "edit", ...kept }),
  };
}

function parseNote(
  field: string,
  value: string | undefined,
  outcome: (text: string) => { verb: "changes"; note: string } | { verb: "reject"; reason: string },
): Parsed {
  const text = (value ?? "").trim();
  if (text === "") return { ok: false, errors: { [field]: "Write a few words, please." } };
  if (text.length > MAX_NOTE_CHARS) {
    return { ok: false, errors: { [field]: `At most ${MAX_NOTE_CHARS} characters.` } };
  }
  return { ok: true, outcome: outcome(text) };
}

function form(args: ApproveArgs, verb: string, look: FormLook): AskFormInput | null {
  switch (verb) {
    case "edit":
      return {
        title: "Edit",
        about: args.title,
        submit: "Save and approve",
        fields: [
          {
            name: "text",
            label: args.title || "The text",
            type: "long_text",
            default: look.text,
            whole: true,
          },
        ],
        foot: [whatSavingDoes(args)],
      };
    case "changes":
      return {
        title: "Ask for changes",
        submit: "Send back",
        fields: [
          {
            name: "note",
            label: "What should be different?",
            type: "long_text",
            placeholder: "Shorter, and say who to call",
            focus: true,
          },
        ],
        foot: [`${nextVersion(args)} The others see your note.`],
      };
    case "reject":
      return {
        title: "Reject",
        submit: "Reject and end",
        parts: [
          {
            kind: "say",
            text: `Reject and end this job? ${look.requesterName} reads your reason.`,
          },
        ],
        fields: [{ name: "reason", label: "Why?", type: "long_text", focus: true }],
      };
    default:
      return null;
  }
}

/** The check objects to somebody's version once: what is saved after that stands. */
function whatSavingDoes(args: ApproveArgs): string {
  const place = args.post ? `#${args.post.channelName}` : "the thread";
  return args.editedBy !== null && args.objections.length > 0
    ? `Your version stands as you save it, and is posted in ${place}.`
    : `Your version is checked again, then posted in ${place}. If the check finds a problem, you are asked first.`;
}

function nextVersion({ round, maxRounds }: ApproveArgs): string {
  const next = round + 1;
  if (next > maxRounds)
    return "There is no further version: approve, edit or reject this one instead.";
  if (next === maxRounds) return "The last version comes to you.";
  return `A new version comes to you. Round ${round} of ${maxRounds}.`;
}

function shown(call: HumanCall, args: ApproveArgs, look: CardLook): Shown {
  return {
    ...openBase(call),
    kind: "approval",
    requester: look.requester,
    others: call.others,
    excerptMarkdown: args.excerpt,
    checked: args.checked,
    doubts: args.doubts,
    changedSince: args.changedSince,
    objections: args.objections,
    editedBy: args.editedBy,
    ...(args.edit && { edit: args.edit }),
    round: args.round,
    maxRounds: args.maxRounds,
    practice: look.practice,
    silence: call.silence,
    noteBy: args.noteBy,
    evidence: args.evidence,
    ...(args.post && { post: { channelName: args.post.channelName, reach: args.post.reach } }),
  };
}

function settled(call: HumanCall, args: ApproveArgs, texts: SettledTexts): Shown {
  const { outcome } = call;
  return {
    ...settledBase(call),
    kind: "approval_settled",
    outcome: outcomeOf(call.status, outcome),
    note: noteOf(outcome) || tooFew(call, texts.votes ?? []),
    ...(isByRule(call) && { byRule: call.rule }),
    excerptMarkdown: texts.excerpt ?? args.excerpt,
    ...(texts.edit === undefined ? {} : { edit: texts.edit }),
    // An edit is checked after it was saved: what was found in the text before it is not about this one.
    checked: outcome?.verb === "edit" ? "" : args.checked,
  };
}

/** Whether nobody was asked, because a rule of the operator lets it go. */
function isByRule({ outcome, tier }: HumanCall): boolean {
  return outcome?.verb === "approve" && (tier === "auto" || tier === "undo");
}

function outcomeOf(
  status: HumanCall["status"],
  outcome: CallOutcome | null,
): ShownOf<"approval_settled">["outcome"] {
  if (status === "cancelled") return "cancelled";
  switch (outcome?.verb) {
    case "approve":
      return "approved";
    case "edit":
      return "approved_edited";
    case "changes":
      return "changes";
    case "reject":
      return "rejected";
    default:
      return "expired";
  }
}

function noteOf(outcome: CallOutcome | null): string {
  if (outcome?.verb === "changes") return outcome.note;
  if (outcome?.verb === "reject") return outcome.reason;
  return "";
}

/** Who said what where it was not enough. */
function tooFew(call: HumanCall, votes: Vote[]): string {
  if (call.status !== "expired" || votes.length === 0) return "";
  const said = votes.map((one) => `${one.userName} said ${one.isYes ? "yes" : "no"}`);
  return `${call.need} had to say yes. ${allOf(said)}.`;
}
