import { newId } from "../../src/domain/ids.js";
import { createSteadyIds } from "../../src/intake/steady-ids.js";

const message = { team: "T1", channel: "C1", ts: "1795260283.411200" };

describe("ids", () => {
  it("are steady for a message, begin with its time, and differ where anything else does", () => {
    const idOf = createSteadyIds();
    const id = idOf(message);
    expect(idOf({ ...message })).toBe(id);
    expect(id).toMatch(/^req_[0-9a-f]{24}$/);
    expect(parseInt(id.slice(4, 16), 16)).toBe(1_795_260_283_411);
    const others = [
      idOf({ ...message, channel: "C2" }),
      idOf({ ...message, team: "T2" }),
      idOf({ ...message, ts: "1795260283.411300" }),
      createSteadyIds()(message),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
    for (const other of others) expect(other.slice(0, 16)).toBe(id.slice(0, 16));
  });

  it("have their form for a time that is no number", () => {
    expect(createSteadyIds()({ ...message, ts: "later" })).toMatch(/^req_0{12}[0-9a-f]{12}$/);
  });

  it("begin with the time they were made at", () => {
    const before = Date.now();
    const id = newId("call");
    const at = parseInt(id.slice(5, 17), 16);
    expect(id).toMatch(/^call_[0-9a-f]{24}$/);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });
});
