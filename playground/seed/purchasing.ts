import type { Message } from "../workspace/types.js";
import { people } from "./ids.js";
import { said } from "./said.js";
import { tsOf, yesterdayAt } from "./when.js";

const { maya, tom, ana } = people;

/** #it-purchasing: why a help desk is looked for. */
export function purchasingMessages(now: Date): Message[] {
  const at = (hour: number, minute: number) => tsOf(yesterdayAt(now, hour, minute));
  return [
    said(at(11, 5), tom, "We are 40 people who would use a new help desk, from January on."),
    said(at(11, 12), ana, "It must have single sign-on, and the data stays in the EU."),
    said(at(11, 20), maya, "I have three offers to look at: Norda, Kvik and Deskly."),
  ];
}

/** What Maya gives Fermata in #it-purchasing; the pages are the three vendors'. */
export function vendorsGoal(origin: string): string {
  const pages = ["norda", "kvik", "deskly"].map((name) => `${origin}/pages/${name}`);
  return `@Fermata compare these three help desks on price, single sign-on, EU hosting and export: ${pages.join(" ")}`;
}
