import { emptySeed } from "../../playground/seed/empty.js";
import { createWorld } from "../../playground/workspace/world.js";

it("gives no id twice, and two events in flight never share one", () => {
  const world = createWorld(emptySeed("http://127.0.0.1:4500"), {
    now: () => new Date("2026-11-20T14:02:00Z"),
  });
  const ids = Array.from({ length: 50_000 }, () => world.nextId("P"));
  expect(new Set(ids).size).toBe(ids.length);
});
