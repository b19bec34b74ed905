import fc from "fast-check";
import { assertView } from "../../src/slack/limits.js";
import {
  editedText,
  fitsEdit,
  joinEdited,
  splitForEdit,
} from "../../src/slack/views/modals/edit-text.js";
import { readAllModal } from "../../src/slack/views/modals/read-all.js";
import { staleModal } from "../../src/slack/views/modals/stale.js";
import { approvalArgs, callForm } from "../support/call-forms.js";

const bodies = fc
  .array(
    fc.oneof(
      fc.lorem({ maxCount: 60 }),
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.constantFrom("\n", "\n\n", " ", "\r\n", "𝄐".repeat(1600)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join("\n"));

it("splits any text into fields that join to exactly the same text", () => {
  fc.assert(
    fc.property(bodies, (text) => {
      const parts = splitForEdit(text);
      expect(joinEdited(parts)).toBe(text);
      expect(joinEdited(parts, text)).toBe(text);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(3000);
        if (!/\p{Surrogate}/u.test(text)) expect(part).not.toMatch(/\p{Surrogate}/u);
      }
    }),
    { numRuns: 200 },
  );
});

it("gets the same bytes back when white space at the seams is lost on the way", () => {
  fc.assert(
    fc.property(bodies, (text) => {
      const trimmed = splitForEdit(text).map((part) => part.replaceAll("\r\n", "\n").trim());
      expect(joinEdited(trimmed, text)).toBe(text);
    }),
    { numRuns: 200 },
  );
});

it("keeps a text of 9,000 characters byte-equal but for the edit in its last part", () => {
  const text = Array.from({ length: 300 }, (_, n) => `Line ${n}: twenty-two words.`)
    .join("\n")
    .padEnd(9000, "!");
  const parts = splitForEdit(text);
  const last = parts.length - 1;
  const edited = parts.map((part, index) =>
    index === last ? part.replace("Line 299", "Zeile 299") : part,
  );
  expect(parts.length).toBeGreaterThan(2);
  expect(joinEdited(edited, text)).toBe(text.replace("Line 299", "Zeile 299"));
  const values = Object.fromEntries(
    edited.map((part, index) => [`text.${index + 1}`, part.trim()]),
  );
  expect(editedText(values, text)).toBe(text.replace("Line 299", "Zeile 299"));
});

it("drops a part whose field was emptied, and only that one", () => {
  const text = `${"a".repeat(2990)}\n\n${"b".repeat(2990)}\n\n${"c".repeat(100)}`;
  const [first = "", , third = ""] = splitForEdit(text);
  expect(editedText({ "text.1": first, "text.3": third }, text)).toBe(`${first}${third}`);
});

it("puts a long text into an edit form and into Read all, whole", () => {
  const text = "A sentence of some length with **bold** words.\n".repeat(400);
  const modal = callForm(approvalArgs(), "edit", { text });
  assertView(modal);
  const inputs = modal.blocks.flatMap((block) =>
    block.type === "input" && "element" in block && block.element.type === "plain_text_input"
      ? [block.element.initial_value ?? ""]
      : [],
  );
  expect(inputs.join("")).toBe(text);
  expect(modal.blocks[0]?.block_id).toBe("text.1");
  const read = readAllModal({
    callId: "call_1",
    title: "Launch brief",
    markdown: text,
    domain: "acme",
  });
  assertView(read);
  const shown = read.blocks.map((block) =>
    "text" in block ? (block.text as { text: string }).text : "",
  );
  expect(shown.join("\n").match(/\*bold\*/g)).toHaveLength(400);
});

it("says where the rest is when a text is longer than a form holds", () => {
  const text = "word ".repeat(100_000);
  const read = readAllModal({
    callId: "call_1",
    title: "Launch brief",
    markdown: text,
    domain: "acme",
  });
  assertView(read);
  expect(JSON.stringify(read.blocks.at(-1))).toContain("does not fit");
  expect(fitsEdit(text)).toBe(false);
});

it("shows a late editor the text to copy", () => {
  const modal = staleModal({
    callId: "call_1",
    what: "Tom approved this at 14:08.",
    text: "My words",
  });
  assertView(modal);
  expect(JSON.stringify(modal.blocks)).toContain(
    "Tom approved this at 14:08. Your text was not used.",
  );
  expect(JSON.stringify(modal.blocks)).toContain("My words");
});
