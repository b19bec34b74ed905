import { people, team } from "../../playground/seed/ids.js";
import type { Json } from "../../playground/workspace/json.js";
import { checkView } from "../../playground/workspace/limits.js";
import { composeHome } from "../../src/delivery/home.js";
import type { HomeList } from "../../src/delivery/home-ports.js";
import { homeView } from "../../src/slack/views/home.js";
import { fillHome } from "../support/home-fixture.js";
import { handClock } from "../support/hand-clock.js";
import { type House, startHouse } from "../support/house.js";
import { controls, read } from "../support/steps.js";

const load = {
  team: team.id,
  userId: people.maya,
  runs: 1_000,
  calls: 1_000,
  alike: 40,
  schedules: 100,
};
/** Rows of what waits: what is alike is one. */
const rowsOfCalls = load.calls - load.alike + 1;
const owner = { team: team.id, userId: people.maya };
const now = new Date("2026-11-25T12:00:00Z");

let house: House;
beforeAll(async () => {
  // Rows that nobody works on: the sweeper would wake runs that no worker ever had.
  house = await startHouse({
    options: { sweepEveryMs: 60_000, clock: handClock(now.toISOString()) },
  });
  await fillHome(house.app.store, load);
});
afterAll(() => house.stop());

function compose(pages: Partial<Record<HomeList, number>>) {
  return house.app.store.transact((rows) =>
    composeHome(rows.homes, owner, { pages, tz: "Europe/Berlin", now }),
  );
}

it("shows every question and every job on some page, each page within Slack's limits", async () => {
  const seen = { calls: new Set<string>(), jobs: new Set<string>(), schedules: new Set<string>() };
  const first = await compose({});
  expect(first.calls.total).toBe(load.calls);
  expect(first.jobs.total).toBe(load.runs);
  expect(first.month.jobs).toBe(load.runs);
  expect(first.month.costUsd).toBeCloseTo(load.runs * 0.11);
  const times: number[] = [];
  let asked = 0;
  for (let page = 1; page <= Math.max(first.calls.pages, first.jobs.pages); page += 1) {
    const start = performance.now();
    const home = await compose({ calls: page, jobs: page, schedules: page });
    const view = homeView(home, { team: { domain: team.domain } });
    times.push(performance.now() - start);
    checkView(JSON.parse(JSON.stringify(view)) as Json, ["home"], []);
    for (const call of home.calls.items) {
      if (!seen.calls.has(call.callId)) asked += call.alike ?? 1;
      seen.calls.add(call.callId);
    }
    for (const one of home.schedules.items) seen.schedules.add(one.scheduleId);
    for (const job of home.jobs.items) seen.jobs.add(job.runId);
  }
  expect([seen.calls.size, seen.jobs.size, seen.schedules.size]).toEqual([
    rowsOfCalls,
    load.runs,
    load.schedules,
  ]);
  expect(asked).toBe(load.calls);
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `Home of 1,000 jobs, 1,000 questions and 100 schedules: ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms a page (median of ${sorted.length}), at most ${Math.round(sorted.at(-1) ?? 0)} ms; promised: 2,000 ms`,
  );
});

it("shows it to somebody who opens Home, and turns pages", async () => {
  const { workspace } = house;
  const text = () => {
    const home = workspace.home(people.maya);
    return home ? read({ text: "", blocks: home.blocks }) : "";
  };
  const start = performance.now();
  workspace.openHome(people.maya);
  await workspace.waitFor(() => text().includes("Waiting for you: 1000"), { timeoutMs: 45_000 });
  console.log(`Home opened to Home shown: ${Math.round(performance.now() - start)} ms`);
  const home = workspace.home(people.maya);
  expect(controls({ blocks: home?.blocks })).toEqual(
    expect.arrayContaining(["home.clear", "home.decide", "home.open", "home.page"]),
  );
  await house.app.outbound?.idle();
  const turn = async (actionId: string, value: string) => {
    const { acked } = await workspace.click({
      user: people.maya,
      viewId: workspace.home(people.maya)?.id,
      actionId,
      value,
    });
    expect(acked).toBe(true);
  };
  await turn("home.page", "calls:2");
  await workspace.waitFor(() => text().includes("Page 2 of 121"));
  await turn("home.page", "jobs:2");
  await workspace.waitFor(() => text().includes("Page 2 of 125"));
  await turn("home.page.back", "calls:1");
  await workspace.waitFor(() => text().includes("Page 1 of 121"));
  expect(text()).toContain("Page 2 of 125");
});
