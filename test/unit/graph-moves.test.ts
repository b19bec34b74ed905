import { z } from "zod";
import { wayFrom } from "../../graphs/move-thread.js";
import type { GraphMigration, GraphSnapshot, GraphVersion } from "../../graphs/version.js";
import { v1 } from "../../graphs/request/v1.js";
import { askedIn, standingOf } from "../../src/runs/version/standing.js";
import { otherGraph } from "../support/graphs/other-graph.js";

const step = (from: string, to: string): GraphMigration => ({
  from,
  to,
  after: "gate",
  state: (before) => before,
});
const names = (way: GraphMigration[] | null) => way?.map((one) => `${one.from}>${one.to}`);

describe("the way from a retired version", () => {
  it("is the shortest one to a version that can be loaded", () => {
    const migrations = [step("v1", "v2"), step("v2", "v3"), step("v3", "v4"), step("v2", "v4")];
    expect(names(wayFrom("v1", { loadable: { v4: v1 }, migrations }))).toEqual(["v1>v2", "v2>v4"]);
    expect(names(wayFrom("v3", { loadable: { v4: v1 }, migrations }))).toEqual(["v3>v4"]);
  });

  it("is none where it leads nowhere, in a circle, or to no version at all", () => {
    const migrations = [step("v1", "v2"), step("v2", "v1")];
    expect(wayFrom("v1", { loadable: { v4: v1 }, migrations })).toBeNull();
    expect(wayFrom("v1", { loadable: { v1 }, migrations: [] })).toBeNull();
    expect(
      wayFrom("toString", { loadable: {}, migrations: [step("v1", "constructor")] }),
    ).toBeNull();
  });
});

const field = {
  name: "who",
  label: "For whom?",
  type: "text",
  options: [],
  default: "",
  hint: "",
  optional: false,
};
const call = {
  about: "questions",
  ask: {
    id: "call_a",
    taskId: null,
    asked: [],
    args: { fn: "answer", title: "Brief", intro: "", fields: [field] },
  },
};
const values = {
  input: {
    runId: "run_1",
    goal: "a brief",
    requester: { id: "U1", name: "Maya" },
    tz: "UTC",
    sources: [],
    approval: { wanted: false, approvers: [], unresolved: [] },
    people: [],
    limits: { maxSteps: 1, maxTasks: 1, maxDraftRounds: 1 },
  },
  calls: { call_a: call },
};
const hold = (value: unknown) => ({ name: "hold", interrupts: [{ id: "i".repeat(32), value }] });
const at = (patch: Partial<GraphSnapshot>): GraphSnapshot => ({
  values,
  next: ["hold"],
  tasks: [hold({ calls: ["call_a"] })],
  metadata: { step: 4 },
  ...patch,
});

describe("where a run stands", () => {
  const stands = (patch: Partial<GraphSnapshot>, version: Pick<GraphVersion, "state"> = v1) => {
    try {
      return standingOf(at(patch), version).at;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it("is the start before its first step, a hold, its work, or its end", () => {
    expect(stands({ metadata: undefined, values: {}, next: [], tasks: [] })).toBe("start");
    expect(stands({ metadata: { step: -1 }, values: {} })).toBe("start");
    expect(stands({})).toBe("hold");
    expect(stands({ next: ["draft"], tasks: [{ name: "draft", interrupts: [] }] })).toBe("work");
  });

  it.each<[string, Partial<GraphSnapshot>]>([
    ["nothing is left to do", { next: [], tasks: [] }],
    ["its input is gone", { values: { ...values, input: undefined } }],
    ["a field has another form", { values: { ...values, title: 4 } }],
    ["it waits twice", { tasks: [hold({ calls: ["call_a"] }), hold({ calls: ["call_a"] })] }],
    ["it waits for something else", { tasks: [hold({ sure: true })] }],
    ["it waits for more", { tasks: [hold({ calls: ["call_a"], sure: true })] }],
    ["it waits for another call", { tasks: [hold({ calls: ["call_b"] })] }],
    ["it waits for one call more", { tasks: [hold({ calls: ["call_a", "call_b"] })] }],
    ["it waits for nobody", { values: { ...values, calls: {} }, tasks: [hold({ calls: [] })] }],
  ])("is nowhere where %s", (_, patch) => {
    expect(stands(patch)).toBe("GRAPH_LOST");
  });

  it("is nowhere in a version that needs more", () => {
    expect(stands({}, otherGraph({ state: { more: z.string() } }))).toBe("GRAPH_LOST");
    expect(stands({}, otherGraph({ state: { more: z.string().default("") } }))).toBe("hold");
  });
});

it("tells what a hold asks for from what it does not", () => {
  expect(askedIn({ __interrupt__: [{ value: { calls: ["call_a"] } }] })).toEqual(["call_a"]);
  expect(askedIn({ __interrupt__: [{ value: { sure: true } }] })).toBeNull();
  expect(askedIn({ __interrupt__: [] })).toBeUndefined();
  expect(askedIn({ hold: { steps: 3 } })).toBeUndefined();
});
