import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { readRoot, root } from "../tree.js";

const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" });
const pages = [...readdirSync(root), ...inDocs.map((path) => join("docs", path))]
  .filter((path) => path.endsWith(".md"))
  .sort((a, b) => a.localeCompare(b));
const ourFolders = /^(src|graphs|playground|prompts|test|docs|bin|bench)\//;

describe("the documentation", () => {
  it("is there", () => {
    for (const page of ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/architecture.md"]) {
      expect(pages).toContain(page);
    }
    expect(readRoot("LICENSE")).toMatch(
      /^MIT License\n\nCopyright \(c\) \d{4} The Fermata authors\n/,
    );
  });

  it.each(pages)("%s names files that exist", (page) => {
    const named = [...readRoot(page).matchAll(/`([\w.-]+\/[\w./-]*)`/g)]
      .map((match) => match[1] ?? "")
      .filter((path) => ourFolders.test(path));
    const linked = [...readRoot(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) =>
      join(dirname(page), match[1] ?? ""),
    );
    expect([...named, ...linked].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("says for each of the twelve promises which test shows it, or that none does yet", () => {
    const rows = readRoot("docs/architecture.md").matchAll(
      /^\| (\d+) \| .+ \| (?:`test\/.+`|no test yet) \|$/gm,
    );
    expect([...rows].map((row) => row[1])).toEqual(
      Array.from({ length: 12 }, (_, i) => `${i + 1}`),
    );
  });

  it("gives each decision the same five parts", () => {
    for (const page of pages.filter((path) => path.startsWith("docs/adr/"))) {
      const text = readRoot(page);
      expect(text).toMatch(/^\*\*Status\*\*: /m);
      const heads = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      expect(heads).toEqual(["Context", "Decision", "Consequences", "Follow-up rules"]);
      expect(readRoot("docs/architecture.md")).toContain(page.replace("docs/", ""));
    }
  });
});
