import { linksOf } from "../../src/tools/links.js";
import { offersOf } from "../../src/tools/offers.js";

const file = {
  id: "F1",
  name: "rota.csv",
  mimetype: "text/csv",
  sizeBytes: 10,
  url: "https://files.example/rota.csv",
};

describe("what may be read", () => {
  it("offers thread, links, files and the earlier result", () => {
    const offers = offersOf({
      text: "compare <https://acme.example/launch|our page> with https://other.example/a/b.",
      files: [file],
      threadTs: "1.1",
      messageTs: "2.2",
      via: "mention",
      parentRunId: "run-0",
    });
    expect(offers).toEqual([
      { id: "thread", kind: "thread", label: "this thread" },
      { id: "link1", kind: "page", label: "acme.example/launch" },
      { id: "link2", kind: "page", label: "other.example/a/b" },
      { id: "file1", kind: "file", label: "rota.csv" },
      { id: "result", kind: "result", label: "the earlier result" },
    ]);
  });

  it("offers no thread for a message that stands alone", () => {
    const alone = { text: "hi", files: [], threadTs: "1.1", parentRunId: null };
    expect(offersOf({ ...alone, messageTs: "1.1", via: "mention" })).toEqual([]);
    expect(offersOf({ ...alone, messageTs: "1.1#inb_1", via: "command" })).toEqual([]);
  });

  it("finds links in order, once, unescaped, without what belongs to the sentence", () => {
    const text =
      "(see https://a.example/x) <https://b.example/?q=1&amp;r=2> <mailto:a@b.example|x> <@U1> " +
      "<https://a.example/x|again> https://en.example/wiki/A_(b) <http://127.0.0.1:4500/pages/launch>";
    expect(linksOf(text).map((link) => link.url)).toEqual([
      "https://a.example/x",
      "https://b.example/?q=1&r=2",
      "https://en.example/wiki/A_(b)",
      "http://127.0.0.1:4500/pages/launch",
    ]);
    expect(linksOf(text).at(-1)?.label).toBe("127.0.0.1:4500/pages/launch");
  });
});
