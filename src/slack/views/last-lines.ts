import type { Because } from "../../domain/open-card.js";
import type { Added } from "../../domain/human-call.js";
import type { Named } from "../../domain/person.js";
import { dateToken } from "../text/dates.js";
import { names } from "../text/people.js";
import { countWord, money } from "../text/units.js";
import { addedLine } from "./added.js";
import { context } from "./blocks.js";
import type { Block, ViewContext } from "./context.js";
import type { Room } from "./fit.js";
import { capital, goingOn, sentence } from "./words.js";

/** Nobody decides anything by less than half a cent. */
const LEAST_USD = 0.005;

/** What every open card has below its buttons; what its call does not have is left out. */
interface Open {
  added?: Added[] | undefined;
  standIns?: { who: string; forWhom: string; untilDay: string }[] | undefined;
  because?: Because | undefined;
  next?: { name: string; also?: string[] | undefined; at: string } | undefined;
  jobs?: number | undefined;
  votes?: { need: number; cast: { who: string; isYes: boolean }[] } | undefined;
  asked: Named[];
}

/**
 * The small print below the buttons: who has said yes, who was asked later, what silence means and who is asked
 * before that, and why anybody is asked at all. `lead` (what stands before) and `silence` are finished mrkdwn and stay when
 * the phone is full.
 */
export function lastLines(
  shown: Open,
  ctx: ViewContext,
  room: Room,
  say: { silence: string; lead?: string; from?: string; yes?: string },
): Block[] {
  return context(
    votesLine(shown, room, say.yes ?? "said yes"),
    jobsLine(shown),
    addedLine(shown, ctx, room),
    say.from ?? "",
    [say.lead ?? "", nextLine(shown, ctx, room), say.silence].filter((one) => one !== "").join(" "),
    becauseLine(shown, room),
  );
}

/** Who of the people asked has not said yes or no yet. */
export function stillAsked(shown: Pick<Open, "votes" | "asked">): Named[] {
  const cast = new Set(shown.votes?.cast.map((one) => one.who));
  return shown.asked.filter((one) => !cast.has(one.name));
}

/** Between the names of those asked: one of them answers, or each of them votes. */
export function joining(shown: Pick<Open, "votes">): "and" | "or" {
  return shown.votes ? "and" : "or";
}

/** A schedule asks the same again before there was an answer. */
function jobsLine({ jobs = 1 }: Open): string {
  return jobs < 2
    ? ""
    : `${capital(countWord(jobs))} jobs wait for this: one answer is for all of them.`;
}

/** `1 of 2 approved: Priya.` */
function votesLine({ asked, votes }: Open, room: Room, yes: string): string {
  if (!votes) return "";
  if (votes.need < 2 && votes.cast.length === 0)
    return asked.length > 1 ? "One yes is enough." : "";
  const who = (isYes: boolean) =>
    names(
      votes.cast.filter((one) => one.isYes === isYes).map((one) => ({ id: "", name: one.who })),
      "and",
      room.people,
      room.name,
    );
  const [pro, contra] = [who(true), who(false)];
  const count = votes.cast.filter((one) => one.isYes).length;
  const first =
    pro === ""
      ? `${capital(countWord(votes.need))} ${votes.need === 1 ? "person has" : "people have"} to say yes.`
      : `${count} of ${votes.need} ${yes}: ${pro}.`;
  return contra === "" ? first : `${first} Against it: ${contra}.`;
}

/** Who is asked next; where there is no room for it, the card says it when it happens. */
function nextLine({ next }: Open, ctx: ViewContext, room: Room): string {
  if (!next || room.people <= 2) return "";
  const all = [next.name, ...(next.also ?? [])].map((name) => ({ id: "", name }));
  const who = names(all, "and", Math.min(3, room.people), room.name);
  return `${who} ${all.length > 1 ? "are" : "is"} asked too from ${dateToken(next.at, ctx.tz)}.`;
}

/** `Rule: posts outside this thread need an OK. One OK is enough. $0.11 so far.` */
function becauseLine({ because, votes }: Open, room: Room): string {
  if (!because || !room.rest) return "";
  const rule = sentence(goingOn(because.rule), room.note);
  const parts = [
    rule === "" ? "" : `Rule: ${rule}`,
    tierWords(because.tier, votes !== undefined),
    because.costUsd === null || because.costUsd < LEAST_USD
      ? ""
      : `${because.isUpTo === true ? "Up to " : ""}${money(because.costUsd)} so far.`,
  ];
  return capital(parts.filter((one) => one !== "").join(" "));
}

function tierWords(tier: Because["tier"], isCounted: boolean): string {
  switch (tier) {
    case "one":
      return "One OK is enough.";
    case "several":
      return isCounted ? "" : "Several people have to say yes.";
    case "undo":
      return "It can be taken back for a moment.";
    case "auto":
    case null:
      return "";
  }
}
