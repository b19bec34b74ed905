import { createClosing } from "../../src/app/closing.js";
import { silentLog } from "../../src/log.js";

it("closes last to first, past a part that fails and one that never ends, and says so", async () => {
  const closed: string[] = [];
  const logged: object[] = [];
  const closing = createClosing({ ...silentLog, error: (fields) => void logged.push(fields) });
  closing.push("first", async () => void closed.push("first"));
  closing.push("broken", () => Promise.reject(new Error("no")));
  closing.push("stuck", () => new Promise(() => undefined));
  closing.push("last", async () => void closed.push("last"));
  await expect(closing.all(20)).rejects.toThrow("stuck, broken");
  expect(closed).toEqual(["last", "first"]);
  expect(logged).toEqual([
    { part: "stuck", stepMs: 20 },
    { part: "broken", error: "Error" },
  ]);
  await closing.all();
});
