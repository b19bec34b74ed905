import { readFile } from "node:fs/promises";
import { extract } from "../../src/tools/page/extract.js";
import type { Doc } from "./practice-pipeline.js";

const LINES = [
  "Maya, 20 Nov 10:02: Atlas launches in less than two weeks and everything is spread over five threads. Let's collect here what is fixed and what is open. The public page is http://127.0.0.1:4500/pages/launch.",
  "Tom, 20 Nov 10:09: Scope is frozen since Wednesday: shared boards, offline mode and the new import. Calendar sync is not in this launch.",
  "Priya, 20 Nov 10:14: I need one page I can turn into the post for #company-news. Who says what to customers, and when?",
  "Tom, 20 Nov 10:31: My notes from yesterday's launch sync are attached. The part about calendar sync is outdated.",
  "Priya, 20 Nov 10:47: Pricing goes live at 09:00, then my mail to customers leaves at 10:00. Not before, so that nobody sees the old prices.",
  "Leo, 20 Nov 11:05: Support is staffed until 20:00 on launch day instead of 18:00. First answers within an hour.",
  "Tom, 20 Nov 11:20: About the date: we moved it up, Tuesday 1 December is final. The 3rd is off the table.",
  "Leo, 20 Nov 11:38: Here is the support rota. It is the one from October, two names may have changed since.",
  "Maya, 20 Nov 12:50: Legal: two points are still open, the wording of the data processing note and the trial terms. Neither blocks the date. Owner is me.",
  "Sam, 20 Nov 13:12: The agency delivers the three screenshots for the page on Wednesday 25 November.",
  "Priya, 20 Nov 13:34: If anything goes wrong on the day, write on the status page first, then in #announcements. I own both texts.",
  "Tom, 20 Nov 13:51: I switch pricing on myself at 09:00 and stay reachable all day.",
];

/** The goal of the prepared workspace, as it reaches the agents. */
export const launchGoal =
  "turn this thread into a one-page launch brief, check it against <http://127.0.0.1:4500/pages/launch>, and ask Priya to approve";

/** A thread, as the thread reader writes it. */
export function thread(lines: string[]): Doc {
  const note = `${lines.length} messages, today`;
  const source = { kind: "thread" as const, label: "this thread", url: null, note };
  return { source, title: "This thread", text: lines.join("\n") };
}

/** A thread about a launch whose date a page contradicts. */
export const launchThread = thread(LINES);

/** A page of the playground, read by the real extractor. */
export async function page(name: string): Promise<Doc> {
  const { title, text } = extract(await readFile(`playground/pages/${name}.html`, "utf8"));
  const source = {
    kind: "page" as const,
    label: `acme.example/${name}`,
    url: null,
    note: "changed 9 November",
  };
  return { source, title, text };
}

/** A thread that has nothing to do with a launch. */
export const officeThread = thread([
  "Ana, 18 Nov 09:00: The lease of the Hamburg office ends on 31 January 2027. Rent is €4,200 a month.",
  "Bo, 18 Nov 09:10: I visit the new rooms on Monday 23 November at 14:00. They have 12 desks.",
  "Cem, 18 Nov 09:30: Is there a bike shed?",
  "Ana, 18 Nov 10:00: The deposit is still pending, waiting for the bank. I own the contract.",
]);
