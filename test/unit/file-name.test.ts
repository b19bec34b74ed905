import fc from "fast-check";
import { fileNameOf } from "../../src/domain/file-item.js";
import { fileFromChars, firstPart } from "../../src/slack/text/split-result.js";

it("is readable, in the words of the job", () => {
  expect(fileNameOf("Launch brief")).toBe("launch-brief.md");
  expect(fileNameOf("Prüfung: Preise & Größen (2026)")).toBe("prüfung-preise-größen-2026.md");
  expect(fileNameOf("../../etc/passwd")).toBe("etc-passwd.md");
  expect(fileNameOf("…")).toBe("result.md");
});

it("never holds a path, a sign that hides something, or too much", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
      const name = fileNameOf(title);
      expect(name).toMatch(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]*\.md$/u);
      expect(name.length).toBeLessThanOrEqual(63);
    }),
  );
});

it("takes a beginning only from what is too long, and never more than is easy to read", () => {
  expect(firstPart("Short.")).toBeNull();
  expect(firstPart("x".repeat(fileFromChars))).toBeNull();
  const long = Array.from({ length: 200 }, (_, n) => `Line ${n} of it.`).join("\n\n");
  const head = firstPart(`${long}\n\n${long}`) ?? "";
  expect(head.length).toBeLessThanOrEqual(2_800);
  expect(long.startsWith(head)).toBe(true);
  expect(firstPart(`\`\`\`\n${"code\n".repeat(2_000)}\`\`\``)).toMatch(/\n```$/);
});
