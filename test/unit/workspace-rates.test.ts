import { createRates } from "../../playground/workspace/rates.js";

describe("rates", () => {
  it("give each channel three posts at once and one more a second", () => {
    let now = 0;
    const rates = createRates(() => now);
    const post = (channel = "C1"): number => rates.take("chat.postMessage", "post", channel);
    expect([post(), post(), post(), post()]).toEqual([0, 0, 0, 1]);
    expect(post("C2")).toBe(0);
    now = 1000;
    expect([post(), post()]).toEqual([0, 1]);
  });

  it.each([
    [2, 20],
    [3, 50],
    [4, 100],
  ] as const)("count tier %i: %i calls a minute and method", (tier, allowed) => {
    let now = 0;
    const rates = createRates(() => now);
    const call = (method = "a.b"): number => rates.take(method, tier, undefined);
    for (let n = 0; n < allowed; n += 1) expect(call()).toBe(0);
    now = 20_000;
    expect(call()).toBe(40);
    expect(call("c.d")).toBe(0);
    now = 60_000;
    expect(call()).toBe(0);
  });
});
