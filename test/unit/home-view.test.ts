import fc from "fast-check";
import type { Json } from "../../playground/workspace/json.js";
import { checkView } from "../../playground/workspace/limits.js";
import type { HomeShown } from "../../src/domain/home-shown.js";
import { RunStatus } from "../../src/domain/run.js";
import { monthStart } from "../../src/delivery/home.js";
import { assertView } from "../../src/slack/limits.js";
import { homeView } from "../../src/slack/views/home.js";
import { editOf } from "../../src/domain/text-changes.js";
import { deskModal } from "../../src/slack/views/modals/desk.js";
import { togetherModal } from "../../src/slack/views/modals/together.js";
import { decidable, onDesk } from "../../src/slack/listeners/decidable.js";
import { decideModal } from "../../src/slack/views/modals/decide.js";
import { newCall } from "../contract/rows-fixture.js";
import { filled, text, when } from "./slack-parts-arbitrary.js";

const channel = fc.oneof(
  fc.constantFrom("C0LAUNCH01", "D0MAYA0001", "G0LEADS001"),
  text(60),
  fc.constant("C1|<!here>"),
);
const counts = fc.record({
  total: fc.integer({ min: 0, max: 100_000 }),
  page: fc.integer({ min: 1, max: 400 }),
  pages: fc.integer({ min: 1, max: 400 }),
});
const paged = <T>(item: fc.Arbitrary<T>, most: number) =>
  fc
    .record({ items: fc.array(item, { maxLength: most }), where: counts })
    .map(({ items, where }) => ({ items, ...where }));

const anyHome: fc.Arbitrary<HomeShown> = fc.record({
  calls: paged(
    fc.record({
      callId: fc.uuid(),
      fn: fc.constantFrom(
        "approve" as const,
        "answer" as const,
        "choose" as const,
        "declared" as const,
      ),
      question: text(600),
      postsTo: text(80),
      job: filled(120),
      askedBy: filled(80),
      openedAt: when,
      deadlineAt: when,
      silenceMeans: text(300),
      asked: fc.boolean(),
      alike: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }),
      jobs: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    }),
    8,
  ),
  jobs: paged(
    fc.record({
      runId: fc.uuid(),
      title: filled(120),
      status: fc.constantFrom(...RunStatus.options),
      waitsFor: fc.array(filled(80), { maxLength: 12 }),
      done: fc.nat(30),
      tasks: fc.nat(30),
      startedAt: when,
      endedAt: fc.option(when),
      channel,
      threadTs: fc.option(fc.oneof(fc.constant("1795180000.000100"), text(40))),
    }),
    8,
  ),
  schedules: paged(
    fc.record({
      scheduleId: fc.uuid(),
      title: filled(120),
      when: text(300),
      isPaused: fc.boolean(),
      nextAt: fc.option(when),
      lastAt: fc.option(when),
      cost: text(200),
    }),
    5,
  ),
  month: fc.record({ jobs: fc.nat(), costUsd: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
  tz: fc.oneof(fc.constantFrom("Europe/Berlin", "UTC"), text(60)),
  rules: fc.array(
    fc.record({ ruleId: fc.uuid(), what: text(300), until: when, used: fc.nat(500) }),
    { maxLength: 10 },
  ),
  morning: fc.boolean(),
});

function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "plain_text") return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "text" && typeof one === "string" ? [one] : mrkdwnOf(one),
  );
}

it("keeps every Home within Slack's limits and brings nothing to life but dates and channel names", () => {
  fc.assert(
    fc.property(anyHome, (home) => {
      const view = homeView(home, { team: { domain: "acme" } });
      assertView(view);
      checkView(JSON.parse(JSON.stringify(view)) as Json, ["home"], []);
      for (const one of mrkdwnOf(view.blocks)) {
        for (const [, token = ""] of one.matchAll(/<([^<>]*)>/g))
          expect(token).toMatch(/^(!date\^|#[CG][A-Z0-9]+$)/);
        expect(one).not.toMatch(/@(channel|here|everyone)\b/i);
      }
    }),
    { numRuns: 400 },
  );
});

it("keeps every form of Decide within Slack's limits", () => {
  const approval = fc.record({
    title: filled(120),
    body: fc.array(text(3000), { maxLength: 60 }).map((all) => all.join("\n")),
    notes: fc.array(text(600), { maxLength: 20 }),
    requester: filled(120),
    round: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(approval, ({ title, body, notes, requester, round }) => {
      const call = {
        ...newCall("run_1"),
        args: {
          fn: "approve" as const,
          title,
          artifactId: "art_1",
          digest: "0".repeat(64),
          excerpt: body.slice(0, 300),
          checked: notes[0] ?? "",
          doubts: notes,
          changedSince: notes,
          objections: notes,
          editedBy: null,
          edit: {
            ...editOf(notes.join(" "), body.slice(0, 3000)),
            by: { id: "UPRIYA", name: requester },
          },
          round,
          maxRounds: 3,
        },
      };
      const view = decideModal(decidable({ call, requesterName: requester, text: body }), {
        domain: "acme",
        tz: "Europe/Berlin",
      });
      const seen = { call, requesterName: requester, text: body };
      const look = { domain: "acme", tz: "Europe/Berlin" };
      const onTop = onDesk(seen, { at: 1, of: 50, left: Array(50).fill(call.id) }, body);
      const others = [
        deskModal(onTop, look),
        togetherModal(
          Array.from({ length: 25 }, (_, n) =>
            decidable({ ...seen, call: { ...call, id: `${call.id}${n}` } }),
          ),
          look,
        ),
      ];
      for (const one of [view, ...others]) {
        if (one === null) throw new Error("There is something to decide.");
        assertView(one);
        checkView(JSON.parse(JSON.stringify(one)) as Json, ["modal"], []);
      }
      expect(view.callback_id).toBe("call.decide");
    }),
    { numRuns: 60 },
  );
});

it.each([
  ["2026-11-25T12:00:00Z", "Europe/Berlin", "2026-10-31T23:00:00.000Z"],
  ["2026-11-01T03:00:00Z", "America/New_York", "2026-10-01T04:00:00.000Z"],
  ["2026-11-30T23:30:00Z", "Asia/Tokyo", "2026-11-30T15:00:00.000Z"],
])("begins the month of %s in %s at %s", (now, tz, start) => {
  expect(monthStart(new Date(now), tz).toISOString()).toBe(start);
});
