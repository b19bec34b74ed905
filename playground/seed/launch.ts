import { asApiFile } from "../workspace/file-store.js";
import type { Message, StoredFile, WorldState } from "../workspace/types.js";
import { createWorld } from "../workspace/world.js";
import { emptySeed } from "./empty.js";
import { launchNotes, supportRota } from "./documents.js";
import { channels, people } from "./ids.js";
import { incidentMessages } from "./incident.js";
import { notesMessages } from "./notes.js";
import { purchasingMessages } from "./purchasing.js";
import { said } from "./said.js";
import { supportMessages } from "./support.js";

const { maya, priya, tom, leo, sam } = people;

/** Friday 20 November 2026, 00:00 in Berlin, in seconds. */
const friday = 1_795_129_200;

function at(hour: number, minute: number): string {
  return `${friday + hour * 3600 + minute * 60}.000100`;
}

function file(id: string, name: string, user: string, content: string, ts: string): StoredFile {
  const bytes = Buffer.from(content, "utf8");
  const csv = name.endsWith(".csv");
  return {
    id,
    name,
    title: name,
    mimetype: csv ? "text/csv" : "text/markdown",
    filetype: csv ? "csv" : "markdown",
    size: bytes.length,
    user,
    created: Math.floor(Number(ts)),
    contentBase64: bytes.toString("base64"),
    shares: [{ channel: channels.launch, ts }],
  };
}

/** The goal that waits in the composer of the prepared thread. */
export function preparedGoal(origin: string): string {
  return `@Fermata turn this thread into a one-page launch brief, check it against ${origin}/pages/launch, and ask Priya to approve`;
}

/** #launch on a Friday, a thread about Atlas with two dates that disagree, and what the other channels hold by now. */
export function launchSeed(origin: string, now: Date): WorldState {
  const state = emptySeed(origin);
  const root = at(10, 2);
  const notes = file("F0NOTES001", "launch-notes.md", tom, launchNotes, at(10, 31));
  const rota = file("F0ROTA0001", "support-rota.csv", leo, supportRota, at(11, 38));
  state.files.push(notes, rota);
  const world = createWorld(state, { now: () => new Date((friday + 14 * 3600) * 1000) });
  const lines: [string, string, string, StoredFile?][] = [
    [
      root,
      maya,
      `Atlas launches in less than two weeks and everything is spread over five threads. Let's collect here what is fixed and what is open. The public page is <${origin}/pages/launch>, prices are on <${origin}/pages/pricing>.`,
    ],
    [
      at(10, 9),
      tom,
      "Scope is frozen since Wednesday: shared boards, offline mode and the new import. Calendar sync is not in this launch.",
    ],
    [
      at(10, 14),
      priya,
      "I need one page I can turn into the post for #company-news. Who says what to customers, and when?",
    ],
    [
      at(10, 31),
      tom,
      "My notes from yesterday's launch sync are attached. The part about calendar sync is outdated.",
      notes,
    ],
    [
      at(10, 47),
      priya,
      "Pricing goes live at 09:00, then my mail to customers leaves at 10:00. Not before, so that nobody sees the old prices.",
    ],
    [
      at(11, 5),
      leo,
      "Support is staffed until 20:00 on launch day instead of 18:00. First answers within an hour.",
    ],
    [
      at(11, 20),
      tom,
      "About the date: we moved it up, Tuesday 1 December is final. The 3rd is off the table.",
    ],
    [
      at(11, 38),
      leo,
      "Here is the support rota. It is the one from October, two names may have changed since.",
      rota,
    ],
    [
      at(12, 50),
      maya,
      "Legal: two points are still open, the wording of the data processing note and the trial terms. Neither blocks the date. Owner is me.",
    ],
    [
      at(13, 12),
      sam,
      "The agency delivers the three screenshots for the page on Wednesday 25 November.",
    ],
    [
      at(13, 34),
      priya,
      "If anything goes wrong on the day, write on the status page first, then in #announcements. I own both texts.",
    ],
    [at(13, 51), tom, "I switch pricing on myself at 09:00 and stay reachable all day."],
  ];
  const thread: Message[] = lines.map(([ts, user, text, shared]) => ({
    type: "message",
    ts,
    thread_ts: root,
    ...(ts === root ? {} : { parent_user_id: maya }),
    user,
    team: state.team.id,
    text,
    ...(shared ? { subtype: "file_share", files: [asApiFile(world, origin, shared)] } : {}),
  }));
  const replies = thread.slice(1);
  const users = [...new Set(replies.map((reply) => reply.user ?? ""))];
  Object.assign(thread[0] ?? {}, {
    reply_count: replies.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts ?? root,
    reactions: [{ name: "+1", users: [tom, leo], count: 2 }],
  });
  state.messages = {
    [channels.launch]: [
      said(at(9, 15), sam, "Morning. The second round of screenshots is in the shared folder."),
      said(at(9, 21), leo, "Thanks Sam, the import one is much clearer now."),
      ...thread,
    ],
    [channels.general]: [
      said(at(8, 40), people.ana, "The coffee machine on the second floor works again."),
      said(at(8, 52), leo, "You are the best."),
    ],
    [channels.companyNews]: [
      said(
        at(9, 0),
        priya,
        "Welcome to Ines, who joins the design team today. Say hello when you see her.",
      ),
    ],
    [channels.announcements]: [
      said(
        at(7, 30),
        people.ana,
        "Single sign-on was slow between 06:10 and 06:35. It is back to normal.",
      ),
    ],
    [channels.support]: supportMessages(now),
    [channels.incident]: incidentMessages(now),
    [channels.purchasing]: purchasingMessages(now),
    [channels.meetingNotes]: notesMessages(now),
    [channels.leadsPrivate]: [
      said(at(9, 50), tom, "Keep the new price for large teams to yourselves until 1 December."),
    ],
  };
  for (const playable of state.playable) {
    const seen: Record<string, string> = {};
    for (const [channel, messages] of Object.entries(state.messages))
      seen[channel] = messages.at(-1)?.ts ?? "0";
    state.read[playable] = seen;
  }
  const newest = Object.values(state.messages).flatMap((all) => all.map(({ ts }) => Number(ts)));
  state.lastTsMicros = Math.floor(Math.max(friday + 14 * 3600, ...newest)) * 1_000_000;
  state.start = { channel: channels.launch, threadTs: root, draft: preparedGoal(origin) };
  return state;
}

/** `ts` of the prepared thread's first message. */
export const launchThreadTs = at(10, 2);
