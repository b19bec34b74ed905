import type { PdfText } from "../file/pdf.js";
import type { Extracted } from "../page/extract.js";

/** What can be parsed: what is given, and what is found. */
export interface Parses {
  html: { given: string; found: Extracted };
  csv: { given: string; found: string };
  pdf: { given: Uint8Array; found: PdfText };
}

/** Parses a document from outside. Throws `FILE_UNREADABLE` where it is too much; other errors are the parser's own. */
export type ParseDocument = <K extends keyof Parses>(
  kind: K,
  given: Parses[K]["given"],
) => Promise<Parses[K]["found"]>;

const parsers: { [K in keyof Parses]: (given: Parses[K]["given"]) => Promise<Parses[K]["found"]> } =
  {
    html: async (given) => (await import("../page/extract.js")).extract(given),
    csv: async (given) => (await import("../file/csv.js")).csvText(given),
    pdf: async (given) => (await import("../file/pdf.js")).pdfText(given),
  };

/** Parses in the thread it is called in: the thread for documents calls it, and tests of the parsers. */
export const parseHere: ParseDocument = (kind, given) => parsers[kind](given);
