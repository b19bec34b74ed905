import type { FileRef } from "../../domain/request.js";
import { fail } from "../../errors.js";
import type { ParseDocument } from "../apart/parse-document.js";
import { MAX_PDF_BYTES } from "./pdf-limits.js";

/** Brings a file's bytes from Slack, at most so many; throws catalogue errors. */
export type Download = (file: FileRef, maxBytes: number) => Promise<Buffer>;

/** The largest file that is brought, in bytes, and the most of it that is read, in characters. */
export const MAX_FILE_BYTES = 10_000_000;
const MOST_CHARS = 1_000_000;

const NOT_ALL = "(The rest of this file was not read.)";
const PDF_NAME = /\.pdf$/i;
const TEXT_NAME = /\.(txt|text|md|markdown|csv|tsv|log)$/i;
const TEXT_MIME = /^text\/(plain|markdown|x-markdown|csv|tab-separated-values)\b/i;

/** An attached text, Markdown, CSV or PDF file as text; throws `FILE_UNREADABLE` with a few plain words. */
export async function readFile(
  file: FileRef,
  download: Download,
  parse: ParseDocument,
): Promise<string> {
  if (PDF_NAME.test(file.name) || file.mimetype === "application/pdf") {
    return readPdf(file, download, parse);
  }
  if (!TEXT_NAME.test(file.name) && !TEXT_MIME.test(file.mimetype)) {
    throw unreadable("not text, Markdown, CSV or PDF");
  }
  if (file.sizeBytes > MAX_FILE_BYTES) throw unreadable("larger than 10 MB");
  const bytes = await download(file, MAX_FILE_BYTES);
  if (bytes.length > MAX_FILE_BYTES) throw unreadable("larger than 10 MB");
  const whole = decodeFile(bytes);
  const text = whole.slice(0, MOST_CHARS);
  const isTable = /\.(csv|tsv)$/i.test(file.name) || /^text\/(csv|tab-sep)/i.test(file.mimetype);
  const readable = isTable ? await parsed(parse("csv", text)) : text;
  if (readable.trim() === "") throw unreadable("empty");
  return whole.length > text.length ? `${readable}\n\n${NOT_ALL}` : readable;
}

async function readPdf(file: FileRef, download: Download, parse: ParseDocument): Promise<string> {
  if (file.sizeBytes > MAX_PDF_BYTES) throw unreadable("larger than 10 MB");
  const bytes = await download(file, MAX_PDF_BYTES);
  if (bytes.length > MAX_PDF_BYTES) throw unreadable("larger than 10 MB");
  const read = await parsed(parse("pdf", bytes));
  if ("why" in read) throw unreadable(read.why);
  return read.isCut ? `${read.text}\n\n${NOT_ALL}` : read.text;
}

/** A file that the parser cannot hold is a file that cannot be read, not a fault of the job. */
async function parsed<T>(parsing: Promise<T>): Promise<T> {
  try {
    return await parsing;
  } catch (cause) {
    throw fail("FILE_UNREADABLE", { detail: "too large or too complicated", cause });
  }
}

/** Bytes as text: UTF-16 with its mark, otherwise UTF-8, otherwise Windows' Latin; NULs removed. */
export function decodeFile(bytes: Buffer): string {
  return decode(bytes).replaceAll("\0", "");
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: spreadsheets save in the system's own letters.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function unreadable(detail: string): Error {
  return fail("FILE_UNREADABLE", { detail });
}
