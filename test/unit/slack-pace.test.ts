import { createBudget, slackPace } from "../../src/slack/outbound/pace.js";

function open() {
  let now = 1_000_000;
  const budget = createBudget(slackPace, () => now);
  return {
    post: (key: string, channel = "C1") =>
      budget.take({ method: "chat.postMessage", channel, key }),
    call: (method: string, ts = "1.1") => budget.take({ method, channel: "C1", key: method, ts }),
    close: (method: string, ms: number) => budget.close(method, ms),
    pass: (ms: number) => (now += ms),
  };
}

it("gives every waiting message a second of its own", () => {
  const { post, pass } = open();
  expect([post("a"), post("b"), post("c"), post("d")]).toEqual([0, 1000, 2000, 3000]);
  expect(post("other", "C2")).toBe(0);
  pass(1000);
  expect([post("b"), post("c")]).toEqual([0, 1000]);
  pass(2000);
  // The third second was not used; the next two still keep their distance.
  expect(post("d")).toBe(0);
  expect(post("c")).toBeGreaterThanOrEqual(1000);
});

it("lets no burst through when a closed method opens again", () => {
  const { post, close, pass } = open();
  expect([post("a"), post("b"), post("c")]).toEqual([0, 1000, 2000]);
  close("chat.postMessage", 30_000);
  expect(post("b")).toBe(30_000);
  pass(30_000);
  expect(post("b")).toBe(0);
  expect(post("c")).toBeGreaterThanOrEqual(1000);
});

it("allows a change of one message every two seconds, and stays under the tier", () => {
  const { call, pass } = open();
  expect(call("chat.update")).toBe(0);
  expect(call("chat.update")).toBe(2000);
  expect(call("chat.update", "2.2")).toBe(0);
  let made = 0;
  for (let ms = 0; ms < 60_000; ms += 50) {
    if (call("reactions.remove") === 0) made += 1;
    pass(50);
  }
  expect(made).toBeGreaterThan(15);
  expect(made).toBeLessThanOrEqual(20);
});

it("closes one method and no other", () => {
  const { call, close } = open();
  close("chat.update", 5_000);
  expect(call("chat.update")).toBe(5_000);
  expect(call("reactions.add")).toBe(0);
});

it("gives everybody who waits for a method a time of their own, in the order of asking", () => {
  let now = 1_000_000;
  const budget = createBudget(slackPace, () => now);
  const react = (n: number) =>
    budget.take({ method: "reactions.add", channel: "C1", key: `r${n}` });
  const waits = Array.from({ length: 40 }, (_, n) => react(n));
  expect(waits.slice(0, 10).every((ms) => ms === 0)).toBe(true);
  const waiting = waits.slice(10);
  expect(waiting.every((ms, n) => ms > (waiting[n - 1] ?? 0))).toBe(true);
  // Each comes back at its time and finds its place free: nobody has to ask a third time.
  const startedAt = now;
  for (const [n, ms] of waiting.entries()) {
    now = startedAt + ms;
    expect(react(n + 10)).toBe(0);
  }
  // A newcomer stands behind those who wait.
  expect(react(100)).toBeGreaterThan(0);
});
