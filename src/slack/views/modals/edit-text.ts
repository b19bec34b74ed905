import { wholeHead } from "../../text/cut.js";

const fieldChars = 3000;
/** A part of a longer text leaves room in its field to write more. */
const partChars = 2_500;

const mostFields = 80;
const mostBytes = 220_000;

/** Whether a text can be edited in a form at all: Slack takes 250 KB and 100 blocks. */
export function fitsEdit(text: string): boolean {
  const bytes = Buffer.byteLength(JSON.stringify(text));
  return bytes < mostBytes && splitForEdit(text).length <= mostFields;
}

/**
 * Splits a text into the fields of the edit form, which hold 3,000 characters each, at line ends where
 * possible. Nothing is lost or added: the parts joined are the text, line ends at the seams included.
 */
export function splitForEdit(text: string): string[] {
  if (text.length <= fieldChars) return [text];
  const parts: string[] = [];
  let rest = text;
  while (rest.length > partChars) {
    const head = wholeHead(rest, partChars);
    const end = seam(head);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === "" ? parts : [...parts, rest];
}

/**
 * Joins the fields of the edit form. With the text that was put in, a field that only lost or changed line
 * ends and outer white space on its way counts as not touched and keeps its bytes, and an edited field
 * keeps the white space at its seams; without it, the values are joined as they are.
 */
export function joinEdited(values: readonly string[], original?: string): string {
  if (original === undefined) return values.join("");
  const parts = splitForEdit(original);
  if (parts.length !== values.length) return values.join("");
  return values
    .map((value, index) => {
      const part = parts[index] ?? "";
      if (same(value, part)) return part;
      const next = normal(value);
      if (next.trim() === "") return "";
      return `${index === 0 ? "" : lead(next, part)}${next}${index === values.length - 1 ? "" : tail(next, part)}`;
    })
    .join("");
}

/** The text of a submitted edit form: `text`, or `text.1` … `text.n` in their order. */
export function editedText(values: Readonly<Record<string, string>>, original?: string): string {
  const single = values["text"];
  if (single !== undefined) return joinEdited([single], original);
  const names = Object.keys(values)
    .filter((name) => /^text\.\d+$/.test(name))
    .toSorted((a, b) => Number(a.slice(5)) - Number(b.slice(5)));
  // A field that was emptied may be missing among the values; its place is still its own.
  const all =
    original === undefined ? names : splitForEdit(original).map((_, index) => `text.${index + 1}`);
  return joinEdited(
    all.map((name) => values[name] ?? ""),
    original,
  );
}

function seam(head: string): number {
  for (const mark of ["\n\n", "\n", " "]) {
    const at = head.lastIndexOf(mark);
    if (at + mark.length > head.length / 2) return at + mark.length;
  }
  return head.length;
}

function normal(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function same(value: string, part: string): boolean {
  return value === part || normal(value).trim() === normal(part).trim();
}

/** White space at the beginning of a part that the edited one has lost. */
function lead(value: string, part: string): string {
  return /^\s/.test(value) ? "" : (/^\s+/.exec(part)?.[0] ?? "");
}

/** The same at the end. */
function tail(value: string, part: string): string {
  return /\s$/.test(value) ? "" : (/\s+$/.exec(part)?.[0] ?? "");
}
