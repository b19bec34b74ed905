import { timesIn } from "./dates.js";
import { sentencesOf } from "./words.js";

/** A stretch of a document that may hold a fact; `raw` stands in the document exactly like this. */
export interface Unit {
  raw: string;
  by: string | null;
  date: string | null;
  /** The column names above a table row. */
  head: string[] | null;
  /** An entry of a list: under "Decided", under "Open", or numbered. */
  entry?: Entry;
}

/** What a line of a written list is. */
export type Entry = "decision" | "open task" | "ticket";

const SAID = /^(?:↳ )?([\p{L}][\p{L} .'-]{0,40}), (\d{1,2} \p{L}{3,9}\.? \d{1,2}:\d{2}): (.+)$/u;
const CHAT =
  /(?:https?:\/\/|\blet'?s\b|\bi need\b|\bcould you\b|\bcan you\b|\bplease\b|\bthanks?\b|^(?:hi|hello|hey|morning|good morning)\b|\battached\b|\bsee below\b|@fermata|\?$)/i;
/** The lines of one message, as a thread or channel is written down. */
const LINE_BREAK = " / ";
const DECIDED_HEAD = /^[*_]*(?:decided|decisions?|agreed)[*_]*:?[*_]*$/i;
const OPEN_HEAD =
  /^[*_]*(?:open(?: (?:tasks?|points?))?|to ?dos?|tasks?|next steps|actions?)[*_]*:?[*_]*$/i;
const NUMBERED = /^\d{1,2}[.)] +(?=\S)/;
const POINTER = /^here (?:is|are) /i;
const LEANING = /^(?:it|they|this|that|these|those|he|she)\b/i;
const SHORT_WORDS = 5;

/** Cuts a document into stretches: thread messages into sentences, tables into rows, pages into sentences. */
export function unitsOf(text: string, kind: string): Unit[] {
  const units: Unit[] = [];
  let head: string[] | null = null;
  for (const line of text.split("\n").map((one) => one.trim())) {
    const said = kind === "thread" || kind === "channel" ? SAID.exec(line) : null;
    if (said) {
      const [, by = "", date = "", words = ""] = said;
      units.push(...saidUnits(words).map((unit) => ({ ...unit, by, date, head: null })));
      continue;
    }
    const bare = line.replace(/^(?:[-*•]|\d+[.)])\s+/, "").replace(/^>\s*/, "");
    const cells = cellsOf(bare);
    if (cells) {
      if (cells.every((cell) => /^[-: ]*$/.test(cell))) continue;
      if (head === null) head = cells;
      else units.push({ raw: bare, by: null, date: null, head });
      continue;
    }
    head = null;
    const isList = bare !== line;
    if (bare.startsWith("#") || (!isList && isHeading(bare, kind))) continue;
    for (const raw of spansOf(bare)) units.push({ raw, by: null, date: null, head: null });
  }
  return units;
}

/** What one message says; a list in it keeps its lines whole and knows what it lists. */
function saidUnits(words: string): Pick<Unit, "raw" | "entry">[] {
  const lines = words.split(LINE_BREAK).map((line) => line.trim());
  if (lines.length === 1) return spansOf(words).map((raw) => ({ raw }));
  let list: Entry | null = null;
  return lines.flatMap((line): Pick<Unit, "raw" | "entry">[] => {
    if (DECIDED_HEAD.test(line)) list = "decision";
    else if (OPEN_HEAD.test(line)) list = "open task";
    else if (NUMBERED.test(line)) return [{ raw: line.replace(NUMBERED, ""), entry: "ticket" }];
    else if (list !== null) {
      const raw = line.replace(/^[-*•]\s+/, "");
      return raw === "" ? [] : [{ raw, entry: list }];
    } else return spansOf(line).map((raw) => ({ raw }));
    return [];
  });
}

function isHeading(line: string, kind: string): boolean {
  return (
    kind !== "file" && line.split(" ").length <= 8 && !/[.!?;:]$/.test(line) && !/\d/.test(line)
  );
}

function cellsOf(line: string): string[] | null {
  if (!line.includes(" | ") && !/^\|.*\|$/.test(line)) return null;
  return line
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

/** Sentences, split where two times meet, joined where a short one leans on the one before. */
function spansOf(line: string): string[] {
  const spans: string[] = [];
  let open: string | null = null;
  let attached = false;
  for (const sentence of sentencesOf(line)) {
    const pointer = POINTER.test(sentence);
    const before: string | null | undefined = open ?? spans.at(-1);
    const leans = LEANING.test(sentence) && open !== null;
    const short =
      spans.length > 0 && sentence.split(/\s+/).length <= SHORT_WORDS && !CHAT.test(sentence);
    if (before && (leans || short)) {
      if (open === null) spans.pop();
      spans.push(between(line, before, sentence));
      open = null;
      continue;
    }
    // What follows an attachment in the same message talks about the attachment.
    attached ||= /\battached\b/i.test(sentence);
    if (attached && timesIn(sentence).length === 0) continue;
    open = pointer ? sentence : null;
    if (!pointer && !CHAT.test(sentence)) spans.push(...clausesOf(sentence));
  }
  return spans;
}

function between(line: string, from: string, to: string): string {
  const start = line.indexOf(from);
  return line.slice(start, line.indexOf(to, start + from.length) + to.length);
}

function clausesOf(sentence: string): string[] {
  const parts = sentence.split(/(?:,? (?:and )?then |; )/);
  const timed = parts.every((part) => timesIn(part).length > 0);
  return parts.length > 1 && timed ? parts : [sentence];
}
