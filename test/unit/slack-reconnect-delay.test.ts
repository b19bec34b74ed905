import { reconnectDelay } from "../../src/slack/reconnect-delay.js";

const waits = (isRefused: boolean, random: () => number) =>
  Array.from({ length: 12 }, (_, failures) => reconnectDelay({ failures, isRefused, random }));

it("is short after the first end, and never longer than ten seconds while Slack says nothing", () => {
  expect(waits(false, () => 1)[0]).toBe(300);
  expect(Math.max(...waits(false, () => 1))).toBe(10_000);
});

it("grows to a minute while Slack refuses, and draws between a half and the whole", () => {
  expect(waits(true, () => 1)).toEqual([
    2_000,
    4_000,
    8_000,
    16_000,
    32_000,
    ...Array.from({ length: 7 }, () => 60_000),
  ]);
  expect(waits(true, () => 0)).toEqual(waits(true, () => 1).map((one) => one / 2));
});
