import { deflateSync } from "node:zlib";
import { createParseApart, type ParseApart } from "../../src/tools/apart/parse-apart.js";
import { parseHere } from "../../src/tools/apart/parse-document.js";
import { endlessPdf, tinyPdf } from "../support/tiny-pdf.js";

const PAGE = `<html><head><title>Prices</title></head><body><h1>Prices</h1><p>Norda: $760.</p></body></html>`;
const TOO_MUCH = { code: "FILE_UNREADABLE", detail: "too large or too complicated" };

/** Hardly tags, so it is parsed whole; as objects it takes many times its size. */
const LARGE = `<html><body>${'<i a="1">x</i>'.repeat(24_000)}</body></html>`;

/** A page of a few kilobytes that says it is hundreds of megabytes. */
function bomb(): Buffer {
  const content = deflateSync(Buffer.alloc(400_000_000, "(x) Tj\n"));
  const [head = "", tail = ""] = tinyPdf(["MARK"])
    .toString("latin1")
    .split(/stream\n[^]*?\nendstream/);
  const before = head.replace(
    /<<\s*\/Length \d+\s*>>\s*$/,
    `<< /Length ${content.length} /Filter /FlateDecode >>\n`,
  );
  return Buffer.concat([
    Buffer.from(`${before}stream\n`, "latin1"),
    content,
    Buffer.from(`\nendstream${tail}`, "latin1"),
  ]);
}

describe("documents in a thread of their own", () => {
  let apart: ParseApart;
  afterEach(() => apart.close());

  it("are read as they are anywhere else", async () => {
    apart = createParseApart();
    const pdf = tinyPdf(["First page", "Second page"]);
    expect(await apart.parse("html", PAGE)).toEqual(await parseHere("html", PAGE));
    expect(await apart.parse("csv", "a,b\n1,2")).toBe("a: 1; b: 2");
    expect(await apart.parse("pdf", pdf)).toEqual(await parseHere("pdf", pdf));
    const many = await Promise.all(Array.from({ length: 12 }, () => apart.parse("html", PAGE)));
    expect(new Set(many.map((one) => one.text)).size).toBe(1);
  });

  it("fail alone when they take too long, and hold up nothing meanwhile", async () => {
    apart = createParseApart({ timeoutMs: 4_000 });
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 20);
    const pdf = endlessPdf();
    const stuck = Promise.allSettled([apart.parse("pdf", pdf), apart.parse("pdf", pdf)]);
    const other = apart.parse("csv", "a,b\n1,2");
    const ended = await stuck;
    clearInterval(turning);
    for (const one of ended) expect(one).toMatchObject({ reason: TOO_MUCH });
    expect(turns).toBeGreaterThan(10);
    expect(await other).toBe("a: 1; b: 2");
    expect(await apart.parse("csv", "a,b\n3,4")).toBe("a: 3; b: 4");
  });

  it("fail alone when they take too much memory", async () => {
    apart = createParseApart({ memoryMb: 24 });
    await expect(apart.parse("html", LARGE)).rejects.toMatchObject(TOO_MUCH);
    expect(await apart.parse("csv", "a,b\n1,2")).toBe("a: 1; b: 2");
  });

  it("fail alone when a small table becomes a text that no process holds", async () => {
    apart = createParseApart();
    const table = `${"x".repeat(300_000)}\n${"1\n".repeat(3_000)}`;
    await expect(apart.parse("csv", table)).rejects.toThrow();
    const large = await apart.parse("csv", `${"x".repeat(30_000)}\n${"1\n".repeat(300)}`);
    expect(large).toHaveLength(2_000_000);
  });

  it("fail alone, and not whoever is beside one that fills all memory", async () => {
    apart = createParseApart({ memoryMb: 64 });
    // Takes seconds, and a few kilobytes.
    const slow = apart.parse("pdf", endlessPdf(4));
    const packed = expect(apart.parse("pdf", bomb())).rejects.toMatchObject(TOO_MUCH);
    expect(await slow).toMatchObject({ text: expect.stringMatching(/^x+/) });
    await packed;
  });

  it("fail alone when they are packed to fill all memory", async () => {
    apart = createParseApart({ memoryMb: 64 });
    await expect(apart.parse("pdf", bomb())).rejects.toMatchObject(TOO_MUCH);
    expect((await apart.parse("html", PAGE)).title).toBe("Prices");
  });
});
