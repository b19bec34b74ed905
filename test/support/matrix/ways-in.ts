import fc from "fast-check";
import type { HumanCall } from "../../../src/domain/human-call.js";
import type { Rooms } from "../../../src/app/rooms-face.js";
import { decideForm } from "../../../src/humans/decide-form.js";
import { functionOf } from "../../../src/humans/functions/registry.js";
import { writeMeta } from "../../../src/slack/listeners/desk-meta.js";
import { givenAnswer, type GivenAnswer, verbsOf } from "../functions/function-answers.js";
import type { Heard } from "./listened.js";

/** One press, form or message about a call. */
export interface Try {
  call: HumanCall;
  actor: string;
  team: string;
  /** Makes it unlike every other. */
  key: string;
  /** The actor's own note about the job. */
  noteId: string;
}

/** A way to decide a call, to be gone later; null: such a call cannot be decided like that. */
export type WayIn = (heard: Heard, rooms: Rooms, given: Try) => (() => Promise<void>) | null;

const look = { text: "The text.", requesterName: "Maya" };
const field = (value: string) => ({ value: { value } });

/** By which listener or kind of message each of them comes in. */
export const waysIn: Record<string, { by: string; go: WayIn }> = {
  "a button on the card": {
    by: "action /^(call\\.|card\\.more$)/",
    go(heard, _rooms, given) {
      const { call } = given;
      const isPress = (verb: string) => functionOf(call.args).form(verb, look) === null;
      const verb = verbsOf(call.args).find(isPress);
      if (verb === undefined || call.args.fn === "release") return null;
      return () => heard.press(`call.${verb}`, body(given), { value: call.id });
    },
  },
  "undo on the card": {
    by: "action /^run\\./",
    go(heard, _rooms, given) {
      if (given.call.args.fn !== "release") return null;
      return () => heard.press("run.undo", body(given), { value: given.call.runId });
    },
  },
  "a form of the card": {
    by: "view /^call\\.(?!delegate$|decide$)/",
    go(heard, _rooms, given) {
      const answer = formAnswer(given.call);
      if (!answer) return null;
      return () =>
        heard.send(
          `call.${answer.verb}`,
          form(given, given.call.id, answer.values, `call.${answer.verb}`),
        );
    },
  },
  "a form in Home": {
    by: "view call.decide",
    go(heard, _rooms, given) {
      const typed = typedInHome(given.call);
      return (
        typed && (() => heard.send("call.decide", form(given, given.call.id, typed, "call.decide")))
      );
    },
  },
  "many together in Home": {
    by: "view home.together",
    go(heard, _rooms, given) {
      const typed = typedInHome(given.call);
      return (
        typed &&
        (() => heard.send("home.together", form(given, given.call.id, typed, "home.together")))
      );
    },
  },
  "one tap on the desk": {
    by: "action /^home\\./",
    go(heard, _rooms, given) {
      const { call } = given;
      const isPress = (verb: string) => functionOf(call.args).form(verb, look) === null;
      const verb = verbsOf(call.args).find(isPress);
      if (verb === undefined || call.args.fn === "release") return null;
      const meta = writeMeta({ callId: call.id, desk: { at: 1, of: 1, left: [] } });
      const view = { id: `V${given.key}`, private_metadata: meta };
      return () => heard.press(`home.tap.${verb}`, { ...body(given), view }, { value: call.id });
    },
  },
  "a reply in the thread": {
    by: "message reply",
    go(_heard, rooms, given) {
      const word = wordFor(given.call);
      return word === null ? null : () => reply(rooms, given, word, false);
    },
  },
  "a reply where a copy stands": {
    by: "message dm",
    go(_heard, rooms, given) {
      const word = wordFor(given.call);
      return word === null ? null : () => reply(rooms, given, word, true);
    },
  },
  "a mention in the thread": {
    by: "message mention",
    go(_heard, rooms, given) {
      const word = wordFor(given.call);
      return word === null ? null : () => reply(rooms, given, word, false, "mention");
    },
  },
  "saying which question was meant": {
    by: "action /^reply\\./",
    go(heard, _rooms, given) {
      const word = wordFor(given.call);
      if (word === null) return null;
      return () => heard.press("reply.pick.1", body(given), { value: `${given.call.id}:${word}` });
    },
  },
  "sending one's words back": {
    by: "action /^reply\\./",
    go(heard, _rooms, given) {
      const { call } = given;
      if (functionOf(call.args).form("changes", look) === null) return null;
      return () =>
        heard.press("reply.send.1", body(given), { value: `${call.id}:${given.noteId}` });
    },
  },
};

/** What is listened to and decides nothing; a listener in neither list fails the matrix. */
export const decidesNothing = [
  "action /^schedule\\./",
  "action /^(?!call\\.|card\\.more$|run\\.|schedule\\.|home\\.|reply\\.)/",
  "view schedule.new",
  "view schedule.edit",
  "view call.delegate",
  "view run.stop",
  "view run.redo",
  "view run.goal",
  'shortcut {"callback_id":"run.goal","type":"message_action"}',
  "command /fermata",
];

function body({ call, actor, key }: Try): object {
  return {
    user: { id: actor },
    trigger_id: `T${key}`,
    channel: { id: call.channel },
    message: { ts: `${call.threadTs}1`, thread_ts: call.threadTs },
  };
}

function form(
  given: Try,
  meta: string,
  values: Record<string, string>,
  callbackId: string,
): object {
  const names = Object.keys(values);
  return {
    user: { id: given.actor },
    view: {
      id: `V${given.key}`,
      hash: given.key,
      callback_id: callbackId,
      private_metadata: meta,
      blocks: names.map((name) => ({ type: "input", block_id: name })),
      state: { values: Object.fromEntries(names.map((name) => [name, field(values[name] ?? "")])) },
    },
  };
}

function formAnswer(call: HumanCall): GivenAnswer | null {
  const isForm = (verb: string) => functionOf(call.args).form(verb, look) !== null;
  if (!verbsOf(call.args).some(isForm)) return null;
  return first(givenAnswer(call.args).filter(({ verb, values }) => isForm(verb) && plain(values)));
}

/** A file is looked at in Slack: its own test has one there. */
function plain(values: Record<string, string>): boolean {
  return Object.values(values).every((value) => !value.startsWith("{"));
}

/** What somebody fills into the form that Home has for this call. */
function typedInHome(call: HumanCall): Record<string, string> | null {
  if (call.args.fn === "approve") return { choice: "approve", note: "" };
  const made = decideForm({ call, requesterName: "Maya", text: "The text." });
  const answer = made && formAnswer(call);
  if (!answer) return null;
  if (!made.fields.some((one) => one.name === "choice")) return answer.values;
  const own = Object.entries(answer.values).map(([name, value]) => [
    `${answer.verb}:${name}`,
    value,
  ]);
  return { choice: answer.verb, ...(Object.fromEntries(own) as Record<string, string>) };
}

function wordFor({ args }: HumanCall): string | null {
  return ["approve", "1"].find((word) => functionOf(args).reply(word) !== null) ?? null;
}

async function reply(
  rooms: Rooms,
  { actor, call, key, team }: Try,
  text: string,
  isCopy: boolean,
  kind: "reply" | "mention" = "reply",
): Promise<void> {
  const accepted = await rooms.accept({
    kind: isCopy ? "dm" : kind,
    edited: false,
    team,
    channel: isCopy ? `D${actor}` : call.channel,
    ts: `${Math.floor(Date.now() / 1000)}.${key.padStart(6, "0")}`,
    threadTs: isCopy ? null : call.threadTs,
    userId: actor,
    text,
    files: [],
    isDm: isCopy,
  });
  for (const id of accepted.inbox) await rooms.handleInbox(id);
}

function first<T>(of: fc.Arbitrary<T>): T {
  const [one] = fc.sample(of, { numRuns: 1, seed: 7 });
  if (one === undefined) throw new Error("There is none.");
  return one;
}
