import { readApprovalWish } from "../../src/domain/asks-approval.js";
import { readAskedPeople } from "../../src/domain/asked-people.js";
import { fail, hasCode } from "../../src/errors.js";
import { parseHere } from "../../src/tools/apart/parse-document.js";
import { createFetchPage } from "../../src/tools/page/fetch-page.js";
import { extract } from "../../src/tools/page/extract.js";
import { isPublicAddress } from "../../src/tools/page/public-address.js";
import { linksOf } from "../../src/tools/links.js";

// Texts made to be slow: each of these once held the process for seconds to hours. A test's own limit is the measure.
const PAGE = 2_000_000;
const MESSAGE = 40_000;
const fill = (part: string, length: number) => part.repeat(Math.floor(length / part.length));

it.each(["<", "<title", "<title ", "< a", "<a>", "<title>x", "</", "&lt;<"])(
  "reads a page full of %j",
  (part) => {
    expect(extract(fill(part, PAGE)).text.length).toBeGreaterThanOrEqual(0);
  },
);

it("still takes title and words from a page with too many tags", () => {
  const page = `<html><head><title lang="en">Prices\n now</title></head><body>${fill("<i>a</i> ", PAGE)}<p>The end.</p>`;
  const read = extract(page);
  expect(read.title).toBe("Prices now");
  expect(read.text).toMatch(/The end\.$/);
  expect(read.text).not.toContain("<");
});

it("says that a page which the parser cannot hold could not be read", async () => {
  const text = `<p class='${fill("a ", PAGE - 100)}'>x`;
  const read = createFetchPage(async (url) => ({ url, mime: "text/html", text }), parseHere);
  const outcome = await read("https://example.com/").then(
    () => fail("FETCH_FAILED"),
    (error: unknown) => error,
  );
  expect(hasCode(outcome, "FETCH_FAILED")).toBe(true);
});

it.each([".", ")", ".)", "(", "http://", "*_~", "http://a)."])(
  "finds links in a message full of %j",
  (part) => {
    expect(linksOf(`http://a${fill(part, MESSAGE)}x`).length).toBeGreaterThan(0);
  },
);

it("leaves what belongs to the sentence out of a bare link", () => {
  const links = linksOf(
    "See (http://a.example/x). And http://b.example/y_(z), or *http://c.example/*",
  );
  expect(links.map(({ url }) => url)).toEqual([
    "http://a.example/x",
    "http://b.example/y_(z)",
    "http://c.example/",
  ]);
});

it.each(["ask,", "ask,x", "\n", " \n", "ask a ", "> x\n", "`", '"', "let a, b, ", "<@U1> "])(
  "reads the wishes of a message full of %j",
  (part) => {
    const text = fill(part, MESSAGE);
    expect(readApprovalWish(`${text}.\nPlease ask Priya to approve`).names).toEqual(["Priya"]);
    expect(readAskedPeople(`${text}.\nask Priya`).names).toEqual(["Priya"]);
  },
);

it("reads nothing from a cloud's own address, though its number is public", () => {
  expect(isPublicAddress("168.63.129.16")).toBe(false);
  expect(isPublicAddress("::ffff:168.63.129.16")).toBe(false);
  expect(isPublicAddress("93.184.215.14")).toBe(true);
});
