import { z } from "zod";
import { UserId } from "./policy-file.js";

const day = z.iso.date("must be a day such as 2026-12-20");

/** Somebody is on call from one day to another, both included, in that person's time zone. */
export const OnCallEntry = z.strictObject({ from: day, until: day, person: UserId });
export type OnCallEntry = z.infer<typeof OnCallEntry>;

/** What an on-call file says, or what is wrong with it and where, e.g. `line 3: must be a day …`. */
export type OnCallRead = { ok: true; entries: OnCallEntry[] } | { ok: false; problem: string };

const HEADER = ["from", "until", "person"];

/** Reads lines `from,until,person`; the first one names them. Empty lines and lines that begin with # do not count. */
export function readOnCallCsv(text: string): OnCallRead {
  const lines = text
    .split(/\r?\n/u)
    .map((line, index) => ({ at: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"));
  const [head, ...rest] = lines.map(({ at, line }) => ({ at, cells: cellsOf(line) }));
  if (!head) return none();
  if (head.cells.join() !== HEADER.join()) {
    return { ok: false, problem: `line ${head.at}: must be from,until,person` };
  }
  return entriesOf(
    rest.map(({ at, cells: [from, until, person, more] }) => ({
      where: `line ${at}`,
      entry: { from, until, person, ...(more === undefined ? {} : { more }) },
    })),
  );
}

/** Takes what a YAML file holds: a list of `{ from, until, person }`. */
export function readOnCallList(list: unknown): OnCallRead {
  if (list === null || list === undefined) return none();
  if (!Array.isArray(list))
    return { ok: false, problem: "must be a list of { from, until, person }" };
  return entriesOf(list.map((entry, index) => ({ where: `entry ${index + 1}`, entry })));
}

function cellsOf(line: string): string[] {
  return line.split(/[,;]/u).map((cell) => cell.trim().replace(/^"(.*)"$/u, "$1"));
}

function none(): OnCallRead {
  return { ok: false, problem: "names nobody" };
}

function entriesOf(all: { where: string; entry: unknown }[]): OnCallRead {
  const entries: OnCallEntry[] = [];
  for (const { entry, where } of all) {
    const read = OnCallEntry.safeParse(entry);
    const [issue] = read.error?.issues ?? [];
    if (!read.success)
      return { ok: false, problem: `${where}: ${issue?.path.join(".")} ${issue?.message}` };
    if (read.data.until < read.data.from)
      return { ok: false, problem: `${where}: ends before it begins` };
    entries.push(read.data);
  }
  return entries.length === 0 ? none() : { ok: true, entries };
}
