/** The largest PDF that is read, in bytes; apart from its parser, which is loaded where documents are parsed. */
export const MAX_PDF_BYTES = 10_000_000;
