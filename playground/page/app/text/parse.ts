import { unescapeText } from "./escape.js";

/** A piece of a line: text, a token in angle brackets, code, or styled pieces. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "emoji"; name: string }
  | { kind: "user"; id: string; label: string | undefined }
  | { kind: "channel"; id: string; label: string | undefined }
  | { kind: "everyone"; name: string }
  | { kind: "date"; seconds: number; format: string; link: string | undefined; fallback: string }
  | { kind: "link"; url: string; label: string | undefined }
  | { kind: "bold" | "italic" | "strike"; parts: Inline[] };

/** A run of lines that belong together. */
export type Block = { kind: "lines" | "quote"; lines: Inline[][] } | { kind: "code"; text: string };

// Without a limit, a line of lone stars would be searched to its end once for each of them.
const farthestClose = 3_000;

const styles = { "*": "bold", _: "italic", "~": "strike" } as const;

/** Reads Slack's mrkdwn into blocks; everything that is not a known token stays text. */
export function parseMrkdwn(source: string): Block[] {
  const blocks: Block[] = [];
  const pieces = source.split("```");
  pieces.forEach((piece, index) => {
    const fenced = index % 2 === 1 && index < pieces.length - 1;
    if (fenced) {
      blocks.push({ kind: "code", text: unescapeText(piece.replace(/^\n|\n$/g, "")) });
      return;
    }
    const text = index % 2 === 1 ? "```" + piece : piece;
    if (text !== "") pushLines(blocks, text, index > 0, index < pieces.length - 1);
  });
  return blocks;
}

function pushLines(blocks: Block[], text: string, afterCode: boolean, beforeCode: boolean): void {
  let lines = text.split("\n");
  if (afterCode && lines[0] === "") lines = lines.slice(1);
  if (beforeCode && lines.at(-1) === "") lines = lines.slice(0, -1);
  for (const line of lines) {
    const quoted = /^\s?(?:&gt;|>) ?/.exec(line);
    const kind = quoted ? "quote" : "lines";
    const content = parseInline(quoted ? line.slice(quoted[0].length) : line);
    const last = blocks.at(-1);
    if (last && last.kind === kind) last.lines.push(content);
    else blocks.push({ kind, lines: [content] });
  }
}

/** Reads one line of mrkdwn. */
export function parseInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") parts.push({ kind: "text", text: unescapeText(plain) });
    plain = "";
  };
  let at = 0;
  while (at < line.length) {
    const found = tokenAt(line, at);
    if (found) {
      flush();
      parts.push(found.part);
      at = found.end;
    } else {
      plain += line[at] ?? "";
      at += 1;
    }
  }
  flush();
  return parts;
}

function tokenAt(line: string, at: number): { part: Inline; end: number } | undefined {
  const sign = line[at];
  if (sign === "<") {
    const close = line.indexOf(">", at);
    const part = close > at + 1 ? angle(line.slice(at + 1, close)) : undefined;
    return part && { part, end: close + 1 };
  }
  if (sign === "`") {
    const close = line.indexOf("`", at + 1);
    if (close <= at + 1) return undefined;
    return {
      part: { kind: "code", text: unescapeText(line.slice(at + 1, close)) },
      end: close + 1,
    };
  }
  if (sign === ":") {
    const name = /^:([a-z0-9_+-]+):/.exec(line.slice(at))?.[1];
    if (name === undefined || isWord(line[at - 1])) return undefined;
    return { part: { kind: "emoji", name }, end: at + name.length + 2 };
  }
  if (sign === "*" || sign === "_" || sign === "~") {
    const close = closing(line, at, sign);
    if (close === undefined) return undefined;
    const parts = parseInline(line.slice(at + 1, close));
    return { part: { kind: styles[sign], parts }, end: close + 1 };
  }
  return undefined;
}

/** Where the style that opens at `at` ends; a sign inside a word neither opens nor closes. */
function closing(line: string, at: number, sign: string): number | undefined {
  const next = line[at + 1];
  if (isWord(line[at - 1]) || next === undefined || next === " " || next === sign) return undefined;
  let depth = 0;
  const end = Math.min(line.length, at + farthestClose);
  for (let index = at + 1; index < end; index += 1) {
    const here = line[index];
    if (here === "<") depth += 1;
    if (here === ">" && depth > 0) depth -= 1;
    if (depth > 0 || here !== sign) continue;
    if (line[index - 1] !== " " && !isWord(line[index + 1])) return index;
  }
  return undefined;
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}

function angle(content: string): Inline | undefined {
  const bar = content.indexOf("|");
  const target = bar === -1 ? content : content.slice(0, bar);
  const label = bar === -1 ? undefined : unescapeText(content.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { kind: "user", id: target.slice(1), label };
  if (/^#[CDG][A-Z0-9]+$/.test(target)) return { kind: "channel", id: target.slice(1), label };
  if (target.startsWith("!date^")) {
    const [, seconds, format, link] = target.split("^");
    const at = Number(seconds);
    if (!Number.isFinite(at) || format === undefined) return undefined;
    return { kind: "date", seconds: at, format: unescapeText(format), link, fallback: label ?? "" };
  }
  if (target.startsWith("!")) return { kind: "everyone", name: label ?? target.slice(1) };
  if (/^(https?:|mailto:)/i.test(target))
    return { kind: "link", url: unescapeText(target), label: label === "" ? undefined : label };
  return undefined;
}
