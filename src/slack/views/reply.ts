import type { ShownOf } from "../../domain/shown.js";
import { plainAnswer } from "../../domain/plain-reply.js";
import { bold, line } from "../text/escape.js";
import { actions, button, context, section } from "./blocks.js";
import type { View } from "./context.js";
import { notice, short } from "./words.js";

/** A row holds four buttons; one of an offer keeps the words as a note. */
const MOST_TO_SEND = 3;
const MOST_TO_PICK = 4;

type Reply = ShownOf<"reply">;

/** What somebody wrote in a thread, offered back to them: only a button decides. */
export function replyView(shown: Reply): View {
  return shown.ask === "change" ? changeView(shown) : whichView(shown);
}

function changeView(shown: Reply): View {
  const choices = shown.choices.slice(0, MOST_TO_SEND);
  const label = (one: string) =>
    choices.length > 1 ? `Send back: ${short(one, 50)}` : "Send back";
  return {
    text: notice("Send this back as a change?", "Until you press a button, nothing is decided."),
    blocks: [
      section(`*Send this back as a change?*\n> ${said(shown)}`),
      ...actions([
        ...choices.map((one, index) =>
          button(
            label(one.label),
            `reply.send.${index + 1}`,
            `${one.callId}:${shown.noteId ?? ""}`,
          ),
        ),
        button("No, just a note", "reply.note", shown.noteId ?? "note"),
      ]),
      ...context(
        "These words approve nothing; a plain “approve” does. As a note it is for the next version, and what waits stays as it is.",
      ),
    ],
  };
}

function whichView(shown: Reply): View {
  const choices = shown.choices.slice(0, MOST_TO_PICK);
  const more = shown.choices.length - choices.length;
  return {
    text: notice("Which question is that for?", "Nothing is decided until you choose."),
    blocks: [
      section(
        `${bold(`Which question is “${shown.said}” for?`, 200)} More than one waits for you here.`,
      ),
      ...actions(
        choices.map((one, index) =>
          button(
            short(one.label, 70),
            `reply.pick.${index + 1}`,
            `${one.callId}:${plainAnswer(shown.said) ?? ""}`,
          ),
        ),
      ),
      ...context(
        "Nothing is decided until you choose.",
        more > 0 ? `${more} more: answer ${more > 1 ? "those" : "that one"} on the card.` : "",
      ),
    ],
  };
}

function said(shown: Reply): string {
  return line(shown.said, 300) || "an empty message";
}
