import fc from "fast-check";
import { spotsOf } from "../../src/domain/spots.js";
import { editOf } from "../../src/domain/text-changes.js";
import type { ShownOf } from "../../src/domain/shown.js";
import { render } from "../../src/slack/views/render.js";

const draft =
  "**Atlas launches on Tuesday 1 December.**\n\n- Pricing goes live at 09:00.\n- Two legal points are open; neither blocks the date.\n- Support is staffed until 20:00.";

describe("what an edit changed", () => {
  it("names one place with its surroundings", () => {
    const edited = draft.replace(/Two legal.*date\./, "Legal signed off this morning.");
    expect(editOf(draft, edited)).toEqual({
      count: 1,
      changes: [
        {
          before: "…launches on Tuesday 1 December. Pricing goes live at 09:00.",
          removed: "Two legal points are open; neither blocks the date.",
          added: "Legal signed off this morning.",
          after: "Support is staffed until 20:00.",
        },
      ],
    });
  });

  it("counts places, and takes neighbours as one", () => {
    const edited = draft
      .replace("Tuesday 1 December", "Thursday 3 December")
      .replace("20:00", "22:00");
    const edit = editOf(draft, edited);
    expect(edit.count).toBe(2);
    expect(edit.changes.map((one) => [one.removed, one.added])).toEqual([
      ["Tuesday 1", "Thursday 3"],
      ["20:00.", "22:00."],
    ]);
  });

  it("does not count white space and marks", () => {
    expect(editOf(draft, draft.replaceAll("\n", "\n\n").replaceAll("**", "")).count).toBe(0);
  });

  it("compares a very long text by lines", () => {
    const lines = Array.from({ length: 400 }, (_, n) => `Line ${n} ${"word ".repeat(9)}`);
    const edited = lines.with(0, "First").with(200, "Middle").with(399, "Last");
    const edit = editOf(lines.join("\n"), edited.join("\n"));
    expect(edit.count).toBe(3);
    expect(edit.changes[1]?.added).toBe("Middle");
  });

  it("rebuilds the new list from the old one, whatever the lists", () => {
    const list = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
    fc.assert(
      fc.property(list, list, (old, now) => {
        const spots = spotsOf(old, now, 0, 10_000) ?? [];
        let at = 0;
        const rebuilt: string[] = [];
        for (const spot of spots) {
          const kept = spot.before.length - rebuilt.length;
          rebuilt.push(...old.slice(at, at + kept));
          at += kept;
          expect(old.slice(at, at + spot.removed.length)).toEqual(spot.removed);
          at += spot.removed.length;
          rebuilt.push(...spot.added);
        }
        expect([...rebuilt, ...old.slice(at)]).toEqual(now);
      }),
    );
  });
});

it("strikes through what was there and shows what is there now", () => {
  const edited = draft.replace(/Two legal.*date\./, "Legal ~signed~ off <!here>.");
  const shown: ShownOf<"approval_settled"> = {
    kind: "approval_settled",
    callId: "CALL",
    runId: "RUN",
    title: "Launch brief",
    outcome: "approved_edited",
    by: { id: "U0PRIYA001", name: "Priya" },
    at: "2026-11-20T16:00:00.000Z",
    note: "",
    excerptMarkdown: edited,
    edit: editOf(draft, edited),
    checked: "",
    canAskAgain: false,
  };
  const ctx = {
    team: { domain: "acme" },
    tz: "UTC",
    pings: new Set<string>(),
    refused: new Set<string>(),
  };
  const view = render(shown, ctx);
  expect(view.text).toBe("Launch brief: approved by Priya with one edit.");
  const written = JSON.stringify(view.blocks);
  expect(written).toContain(", with one edit.");
  expect(written).toContain(
    "~Two legal points are open; neither blocks the date.~ Legal ~signed~ off &lt;!here&gt;. Support",
  );
  const many = render({ ...shown, edit: { ...editOf(draft, edited), count: 4 } }, ctx);
  expect(JSON.stringify(many.blocks)).toContain("and 3 more places, see *Read all*");
  expect(many.text).toContain("with edits");
});
