import { parseHere } from "../../src/tools/apart/parse-document.js";
import { cutDocument } from "../../src/tools/cut-document.js";
import { csvText } from "../../src/tools/file/csv.js";
import { decodeFile, readFile } from "../../src/tools/file/read-file.js";
import { extract } from "../../src/tools/page/extract.js";
import { threadText } from "../../src/tools/thread/thread-text.js";

describe("pages as text", () => {
  it("takes title, text with lists and tables, and the date", () => {
    const read = extract(`<!doctype html><html><head><title>Atlas  launch</title>
      <meta property="article:modified_time" content="2026-11-09T08:00:00Z"><style>p{}</style></head>
      <body><nav><a href="/">Home</a></nav><main><h1>Atlas</h1><p>Available from <b>3 December</b>.</p>
      <ul><li>Pricing at 09:00</li></ul><table><tr><th>Plan</th><td>$5</td></tr></table>
      <script>alert(1)</script></main></body></html>`);
    expect(read.title).toBe("Atlas launch");
    expect(read.changed).toBe("2026-11-09");
    expect(read.text).toContain("Available from 3 December.");
    expect(read.text).toContain("- Pricing at 09:00");
    expect(read.text).toContain("Plan | $5");
    expect(read.text).not.toContain("alert");
  });

  it.each([
    ["Last updated: 9 November 2026", "2026-11-09"],
    ["Updated on November 9, 2026", "2026-11-09"],
    ["changed 2026-11-09", "2026-11-09"],
    ["Stand: 09.11.2026", "2026-11-09"],
    ["Changed everything for us", null],
  ])("finds the date in %s", (words, date) => {
    expect(extract(`<p>Text.</p><footer>${words}</footer>`).changed).toBe(date);
  });

  it("copes with fragments, empty and broken pages", () => {
    expect(extract("plain words").text).toBe("plain words");
    expect(extract("").text).toBe("");
    expect(extract("<div><p>a<div>b</span></html>").text).toContain("a");
    expect(extract("<div>".repeat(3000) + "deep").text).toContain("deep");
  });
});

describe("files as text", () => {
  const ref = { id: "F", name: "a.csv", mimetype: "text/csv", sizeBytes: 5, url: "" };

  it("writes a table a line a row", () => {
    expect(csvText('Day,"On call"\nMon,"Leo, then ""Ana"""\n,,\nTue,\n')).toBe(
      'Day: Mon; On call: Leo, then "Ana"\nDay: Tue',
    );
    expect(csvText("\uFEFFa;b\r\n1;2\r\n")).toBe("a: 1; b: 2");
    expect(csvText("")).toBe("");
  });

  it("decodes what offices write, and removes NULs", () => {
    expect(decodeFile(Buffer.from("\uFEFFa\u0000é", "utf8"))).toBe("aé");
    expect(decodeFile(Buffer.from("\uFEFFé", "utf16le"))).toBe("é");
    expect(decodeFile(Buffer.from([0xfe, 0xff, 0x00, 0x41]))).toBe("A");
    expect(decodeFile(Buffer.from([0xe9]))).toBe("é");
  });

  it("refuses what it cannot read, before bringing it", async () => {
    const never = async (): Promise<Buffer> => {
      throw new Error("brought");
    };
    const photo = { ...ref, name: "a.png", mimetype: "image/png" };
    await expect(readFile(photo, never, parseHere)).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
    const big = { ...ref, sizeBytes: 10_000_001 };
    await expect(readFile(big, never, parseHere)).rejects.toMatchObject({
      detail: "larger than 10 MB",
    });
    expect(await readFile(ref, async () => Buffer.from("a,b\n1,2"), parseHere)).toBe("a: 1; b: 2");
  });

  it("reads the beginning of a file of 5 MB, and says that it is one", async () => {
    const log = { ...ref, name: "all.log", mimetype: "text/plain", sizeBytes: 5_000_000 };
    const text = await readFile(log, async () => Buffer.alloc(5_000_000, "one line\n"), parseHere);
    expect(text.length).toBeLessThan(1_100_000);
    expect(text).toMatch(/^one line\n[^]*\(The rest of this file was not read\.\)$/);
  });

  it("cuts long documents at a line and never inside a letter", () => {
    expect(cutDocument("short", 200)).toEqual({ text: "short", isCut: false });
    const cut = cutDocument("é".repeat(150_000), 200);
    expect(cut.isCut).toBe(true);
    expect(Buffer.byteLength(cut.text)).toBe(200_000);
    expect(cutDocument("line\n".repeat(60_000), 200).text.endsWith("line")).toBe(true);
  });
});

describe("threads as text", () => {
  const at = { now: new Date("2026-11-20T13:02:00Z"), tz: "Europe/Berlin" };
  const message = (time: string, name: string, text: string, isOwn = false) => ({
    ts: `${Date.parse(`2026-11-20T${time}:00Z`) / 1000}.000100`,
    userId: `U${name.toUpperCase()}`,
    name,
    text,
    isOwn,
  });

  const asked = (text: string, messageTs: string) => ({
    text,
    messageTs,
    receivedAt: new Date("2026-11-20T13:30:00Z"),
  });

  it("writes author, time and words, and leaves out what is not part of it", () => {
    const request = message("13:02", "Maya", "<@UBOT> turn this into a brief");
    const read = threadText(
      [
        message("10:20", "Tom", "we moved it up &amp; it is final, <@UMAYA>"),
        message("10:25", "Maya", "see <https://acme.example/x|the page>\nand <#C1|launch>"),
        message("10:30", "Fermata", "status", true),
        request,
        message("13:05", "Tom", "delivered before its root"),
        message("13:31", "Maya", "and make it short"),
      ],
      asked("turn this into a brief", request.ts),
      at,
    );
    expect(read.text).toBe(
      "Tom, 20 Nov 11:20: we moved it up & it is final, @Maya\n" +
        "Maya, 20 Nov 11:25: see the page (https://acme.example/x) / and #launch\n" +
        "Tom, 20 Nov 14:05: delivered before its root",
    );
    expect(read.note).toBe("3 messages, today");
  });

  it("reads what was said in the very moment of the request", () => {
    const request = { ...message("13:30", "Maya", "a brief"), ts: "1795181400.000200" };
    const before = { ...message("13:30", "Tom", "we moved it up"), ts: "1795181400.000100" };
    const read = threadText([before, request], asked("a brief", request.ts), at);
    expect(read.text).toBe("Tom, 20 Nov 14:30: we moved it up");
  });

  it("reads the thread for a request that came by a click, but not its own words", () => {
    const request = message("13:02", "Maya", "<@UBOT> turn this\ninto a brief");
    const thread = [
      message("10:20", "Tom", "we moved it up"),
      request,
      message("13:05", "Tom", "it is the 2nd now"),
      message("13:40", "Leo", "too late"),
    ];
    const text = "turn this\ninto a brief\n\nChange the earlier result: shorter";
    const read = threadText(thread, asked(text, `${request.ts}#inb_1`), at);
    expect(read.text).toBe(
      "Tom, 20 Nov 11:20: we moved it up\nTom, 20 Nov 14:05: it is the 2nd now",
    );
  });

  it("says so when there is nothing to read", () => {
    expect(threadText([], asked("brief", "1.1"), at).note).toBe("no messages");
  });
});
