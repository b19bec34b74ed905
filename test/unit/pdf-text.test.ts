import { hasCode } from "../../src/errors.js";
import { pdfText } from "../../src/tools/file/pdf.js";
import { readFile } from "../../src/tools/file/read-file.js";
import { parseHere } from "../../src/tools/apart/parse-document.js";
import { createFetchPage } from "../../src/tools/page/fetch-page.js";
import { locked, tinyPdf } from "../support/tiny-pdf.js";

const file = (name: string, bytes: Buffer, sizeBytes = bytes.length) => ({
  id: "F1",
  name,
  mimetype: "application/pdf",
  sizeBytes,
  url: "https://files.example/f",
});
const whyNot = (reading: Promise<unknown>) =>
  reading.then(
    () => "it was read",
    (error: unknown) => (error as { detail?: string }).detail,
  );

it("reads the text of a PDF, a page after the other", async () => {
  const bytes = tinyPdf(["Atlas launches in December.", "Support is staffed."]);
  expect(await readFile(file("plan.pdf", bytes), async () => bytes, parseHere)).toBe(
    "Atlas launches in December.\n\nSupport is staffed.",
  );
});

it("reads no more than 200 pages, and says so", async () => {
  const bytes = tinyPdf(Array.from({ length: 201 }, (_, n) => `Page ${n + 1}`));
  const text = await readFile(file("long.pdf", bytes), async () => bytes, parseHere);
  expect(text).toContain("Page 200");
  expect(text).not.toContain("Page 201");
  expect(text).toMatch(/The rest of this file was not read/);
});

it.each<[string, Buffer, string]>([
  ["a scan", tinyPdf(["", ""]), "no text in it, perhaps it is scanned"],
  ["a locked one", tinyPdf(["Secret."], locked), "it asks for a password"],
  ["something else", Buffer.from("<html>hello</html>"), "not a PDF"],
  ["a torn one", Buffer.from("%PDF-1.4\n1 0 obj\n<<"), "a PDF that cannot be opened"],
])("says of %s why it is not read", async (_name, bytes, why) => {
  expect(await whyNot(readFile(file("x.pdf", bytes), async () => bytes, parseHere))).toBe(why);
});

it("does not fetch what is larger than 10 MB", async () => {
  const fetched: string[] = [];
  const reading = readFile(
    file("x.pdf", Buffer.alloc(0), 10_000_001),
    async ({ id }) => {
      fetched.push(id);
      return Buffer.alloc(0);
    },
    parseHere,
  );
  expect(await whyNot(reading)).toBe("larger than 10 MB");
  expect(fetched).toEqual([]);
});

it("reads a linked PDF like a page", async () => {
  const fetchOf = (bytes: Buffer) =>
    createFetchPage(async (url) => ({ url, mime: "application/pdf", text: "", bytes }), parseHere);
  expect(await fetchOf(tinyPdf(["Prices from May."]))("https://a.example/p.pdf")).toMatchObject({
    text: "Prices from May.",
  });
  const error: unknown = await fetchOf(tinyPdf([""]))("https://a.example/p.pdf").catch(
    (one: unknown) => one,
  );
  expect(hasCode(error, "FETCH_FAILED")).toBe(true);
});

it("lets other work have its turn between pages", async () => {
  let turns = 0;
  let going = true;
  const count = () => {
    turns += 1;
    if (going) setImmediate(count);
  };
  setImmediate(count);
  await pdfText(tinyPdf(Array.from({ length: 50 }, (_, n) => `Page ${n}`)));
  going = false;
  expect(turns).toBeGreaterThanOrEqual(50);
});
