import { getDocumentProxy } from "unpdf";

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;

/** The most pages of a PDF that are read. */
const MOST_PAGES = 200;
const MOST_CHARS = 400_000;
const MOST_MS = 20_000;

/** A PDF as text, or in a few plain words why there is none. */
export type PdfText = { text: string; isCut: boolean } | { why: string };

/** Whether these bytes say that they are a PDF; some have a few bytes before it. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-");
}

/**
 * The text of a PDF, a page after the other; between pages other work gets its turn. Scanned pages hold no text, and
 * one that asks for a password is not opened.
 */
export async function pdfText(bytes: Uint8Array): Promise<PdfText> {
  if (!isPdf(bytes)) return { why: "not a PDF" };
  const deadline = performance.now() + MOST_MS;
  let document: Document;
  try {
    // The reader takes the bytes over.
    document = await getDocumentProxy(Uint8Array.from(bytes), {
      isEvalSupported: false,
      // Its warnings would stand in the log.
      verbosity: 0,
    });
  } catch (error) {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    return { why: isLocked ? "it asks for a password" : "a PDF that cannot be opened" };
  }
  try {
    const pages: string[] = [];
    let chars = 0;
    const count = Math.min(document.numPages, MOST_PAGES);
    let isCut = document.numPages > MOST_PAGES;
    for (let number = 1; number <= count; number += 1) {
      if (performance.now() > deadline || chars > MOST_CHARS) {
        isCut = true;
        break;
      }
      const page = await pageText(document, number);
      chars += page.length;
      if (page !== "") pages.push(page);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const text = pages.join("\n\n").slice(0, MOST_CHARS);
    return text === "" ? { why: "no text in it, perhaps it is scanned" } : { text, isCut };
  } catch {
    return { why: "a PDF that cannot be read" };
  } finally {
    await document.destroy();
  }
}

async function pageText(document: Document, number: number): Promise<string> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : ""));
  page.cleanup();
  return text.join("").replaceAll("\0", "").trim();
}
