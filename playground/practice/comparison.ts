import { isOrder, written } from "./bullets.js";
import { amountsIn } from "./dates.js";
import type { Claim, Input } from "./shapes.js";
import { capital, cut, share, stems } from "./words.js";

/** The field and the question by which it asks for how many people a price counts. */
export const SEATS = "seats";
export const SEATS_QUESTION = "How many people will use it?";

/** What a cell says where nothing fits, and where a page could not be read. */
export const NOT_FOUND = "not found";
export const NOT_READ = "not read";

const LONG_CELL = 44;
const MOST_CELL = 90;
const MOST_COLUMNS = 6;

/** Something compared: a source that was read, or a link that was not. */
interface Thing {
  name: string;
  n: number | null;
  claims: Claim[];
}

/** What a goal wants compared: the words after "on" or "by", one by one. */
export function pointsOf(goal: string): string[] {
  const list = /\bcompar\w+\b.*?\b(?:on|by|for|regarding) ([^.:<\n]+)/i.exec(goal)?.[1] ?? "";
  return list
    .split(/,|\band\b/)
    .map((point) => point.replace(/https?:\S+|\s+for\s.*$/g, "").trim())
    .filter((point) => point !== "" && point.split(" ").length <= 5)
    .slice(0, 8);
}

/** A table with a column for each thing and a row for each point; null unless several things are compared. */
export function comparison(input: Input): string | null {
  if (!/\bcompar(?:e|ison)\b/i.test(input.goal) || input.claims.length === 0) return null;
  if (/\bcompare (?:it|this|that) (?:with|to|against)\b/i.test(input.goal)) return null;
  const things = named(thingsIn(input).slice(0, MOST_COLUMNS));
  if (things.length < 2) return null;
  const seats = seatsIn(input);
  const first = input.answers.find((one) => /matters most/i.test(one.question))?.answer ?? "";
  const points = pointsOf(input.goal).toSorted(
    (a, b) =>
      Number(b.toLowerCase() === first.toLowerCase()) -
      Number(a.toLowerCase() === first.toLowerCase()),
  );
  const rows = (points.length > 0 ? points : ["main point"]).flatMap((point) => {
    const row = [capital(point), ...things.map((thing) => cellOf(point, thing))];
    const totals = isPrice(point) && seats !== null ? totalsOf(things, point, seats) : null;
    return totals ? [row, totals] : [row];
  });
  const table = [["What", ...things.map((thing) => thing.name)], rule(things.length + 1), ...rows];
  const lines = table.map((cells) => `| ${cells.map(cellText).join(" | ")} |`);
  return [headlineOf(things, points, input), lines.join("\n")].join("\n\n");
}

function thingsIn(input: Input): Thing[] {
  const pages = input.sources.filter((source) => source.kind === "page" || source.kind === "file");
  const read = (pages.length > 0 ? pages : input.sources).map((source): Thing => ({
    name: source.label,
    n: source.n,
    claims: input.claims.filter((claim) => claim.sourceN === source.n && !isOrder(claim)),
  }));
  const links = [...input.goal.matchAll(/https?:\/\/([^\s|>]+)/g)].map((found) => found[1] ?? "");
  const known = new Set(input.sources.map((source) => source.label));
  const unread = [...new Set(links)].filter((link) => !known.has(link.replace(/\/$/, "")));
  return [...read, ...unread.map((link) => ({ name: link, n: null, claims: [] }))];
}

/** What people call the pages: the companies in their addresses, or where those are one, the ends of their paths. */
function named(things: Thing[]): Thing[] {
  const companies = things.map(({ name }) => companyOf(name));
  const differ = new Set(companies).size === things.length;
  return things.map((thing, at) => {
    const end = thing.name.replace(/\/$/, "").split("/").at(-1) ?? thing.name;
    return { ...thing, name: capital(differ ? (companies[at] ?? end) : end) };
  });
}

function companyOf(label: string): string {
  const host = label.split("/")[0] ?? "";
  const isHost = /^[^\s]+(?:\.[^\s]+|:\d+)$/.test(host) && host !== label;
  if (!isHost) return label;
  const isOwn = /^\d+(?:\.\d+){3}|:\d+$/.test(host);
  return isOwn ? host : (host.replace(/^www\./, "").split(".")[0] ?? host);
}

function bestOf(point: string, thing: Thing): Claim | null {
  const wanted = stems(point);
  const ranked = thing.claims
    .map((claim) => ({
      claim,
      score:
        share(wanted, stems(`${claim.topic} ${claim.text}`)) +
        // "All prices are per person" is about prices, and says none.
        (isPrice(point) && amountsIn(claim.text).length > 0 ? 0.1 : 0),
    }))
    .toSorted((a, b) => b.score - a.score);
  return ranked[0] && ranked[0].score >= 0.5 ? ranked[0].claim : null;
}

function cellOf(point: string, thing: Thing): string {
  const claim = bestOf(point, thing);
  if (thing.n === null) return NOT_READ;
  return claim ? written({ text: shortOf(point, claim), ns: [thing.n] }) : NOT_FOUND;
}

/** A fact without the words that the row and the column say already. */
function shortOf(point: string, claim: Claim): string {
  const row = ofRow(point, claim.text);
  if (row !== null) return cut(row, MOST_CELL);
  const amount = isPrice(point) ? amountsIn(claim.text)[0] : undefined;
  const from = amount
    ? claim.text.slice(claim.text.indexOf(amount))
    : withoutLabel(point, claim.text);
  if (from.length <= LONG_CELL && !amount) return from.trim();
  const clauses = from.split(/[,;.](?=\s|$)/);
  // Behind "EU hosting: …" the first clause is the one that says it.
  const isLabelled = from.length < claim.text.length;
  const about = clauses.findIndex((clause) => share(stems(point), stems(clause)) >= 0.5);
  return cut((clauses[isLabelled ? 0 : Math.max(0, about)] ?? from).trim(), MOST_CELL);
}

/** Of a table row as a sentence (`Team: Price $9, Export CSV`) the one value: `Team: $9`; null for other texts. */
function ofRow(point: string, text: string): string | null {
  const [, name, cells] = /^([^:]{1,40}): (.+)$/.exec(text) ?? [];
  const start = `${point.toLowerCase()} `;
  const cell = cells?.split(", ").find((one) => one.toLowerCase().startsWith(start));
  return cell ? `${name}: ${cell.slice(start.length)}` : null;
}

function withoutLabel(point: string, text: string): string {
  const label = new RegExp(
    `^${point.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?: is| are| costs?|:)?\\s+(?=\\S)`,
    "i",
  );
  return text.replace(label, "");
}

/** What it costs for all of them; null where no price is one for a person. */
function totalsOf(things: Thing[], point: string, seats: number): string[] | null {
  const totals = things.map((thing) => {
    const claim = bestOf(point, thing);
    if (thing.n === null) return NOT_READ;
    const each = claim ? eachOf(claim) : null;
    return each === null ? NOT_FOUND : written({ text: each.times(seats), ns: [thing.n] });
  });
  return totals.some((total) => /\[\d+\]/.test(total)) ? [`For ${seats} people`, ...totals] : null;
}

/** The amount for one person that a claim names, and what it is for several; null if it names none. */
export function eachOf(claim: { text: string }): { times: (seats: number) => string } | null {
  if (!/\bper (?:person|seat|user|head)\b|\ba person\b/i.test(claim.text)) return null;
  const amount = /([$€£])\s?(\d+(?:\.\d+)?)/.exec(claim.text);
  if (!amount) return null;
  return { times: (seats) => `${amount[1]}${Math.round(Number(amount[2]) * seats * 100) / 100}` };
}

/** For how many people: as answered, or as the goal says; null where nobody says. */
export function seatsIn(input: Pick<Input, "answers" | "goal">): number | null {
  const answered = input.answers.find((one) => one.question.includes(SEATS_QUESTION))?.answer;
  const said = answered ?? /\b(\d+) (?:people|persons|seats|users)\b/i.exec(input.goal)?.[1] ?? "";
  const count = Number(/\d+/.exec(said)?.[0] ?? "0");
  return count > 0 && count < 1_000_000 ? count : null;
}

function headlineOf(things: Thing[], points: string[], input: Input): string {
  const point = points.find(isPrice);
  const priced =
    point === undefined
      ? []
      : things.flatMap((thing) => {
          const claim = bestOf(point, thing);
          const usd = claim ? Number(/[$€£]\s?(\d+(?:\.\d+)?)/.exec(claim.text)?.[1]) : Number.NaN;
          return claim && !Number.isNaN(usd) ? [{ thing, claim, usd }] : [];
        });
  const [cheapest, next] = priced.toSorted((a, b) => a.usd - b.usd);
  if (cheapest && next && cheapest.usd < next.usd) {
    const text = `${cheapest.thing.name} is cheapest: ${shortOf(point!, cheapest.claim)}`;
    return `**${text}.** [${cheapest.thing.n}]`;
  }
  const names = things.map((thing) => thing.name).join(", ");
  return `**${capital(input.title || "comparison")}: ${names} side by side.**`;
}

function isPrice(point: string): boolean {
  return /\b(?:pric|cost)/i.test(point);
}

function rule(columns: number): string[] {
  return Array.from({ length: columns }, () => "---");
}

function cellText(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", String.raw`\|`);
}
