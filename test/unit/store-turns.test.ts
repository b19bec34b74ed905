import { createMutex } from "../../src/store/pool/mutex.js";
import { createStatementNames } from "../../src/store/pool/statement-names.js";

describe("turns on the embedded database", () => {
  it("go to urgent callers first, else in the order of asking", async () => {
    const lock = createMutex();
    const order: string[] = [];
    const turn = async (name: string, urgent: boolean) => {
      const free = await lock(urgent);
      order.push(name);
      free();
    };
    const first = await lock();
    const all = [turn("a", false), turn("b", false), turn("now", true), turn("now too", true)];
    first();
    await Promise.all(all);
    expect(order).toEqual(["now", "now too", "a", "b"]);
  });

  it("end once, however often that is said", async () => {
    const lock = createMutex();
    const free = await lock();
    free();
    const mine = await lock();
    free();
    let entered = false;
    const next = lock().then((end) => {
      entered = true;
      end();
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(entered).toBe(false);
    mine();
    await next;
  });

  it("let the process hear what comes in while turns follow each other", async () => {
    const lock = createMutex();
    let heard = false;
    setImmediate(() => {
      heard = true;
    });
    // Without a pause this would never end: each turn follows the one before without the event loop.
    while (!heard) (await lock())();
    expect(heard).toBe(true);
  });
});

describe("names of statements", () => {
  it("are the same for the same text, and only for statements with values", () => {
    const nameOf = createStatementNames();
    const name = nameOf({ text: "select $1", values: [1] });
    expect(name).toBeDefined();
    expect(nameOf({ text: "select $1", values: [2] })).toBe(name);
    expect(nameOf({ text: "select $1::int", values: [1] })).not.toBe(name);
    expect(nameOf({ text: "begin" })).toBeUndefined();
    expect(nameOf({ text: "select $1", values: [1], name: "own" })).toBe("own");
  });

  it("end at some number, because plans take memory", () => {
    const nameOf = createStatementNames();
    const names = Array.from({ length: 1000 }, (_, n) =>
      nameOf({ text: `select $1, ${n}`, values: [1] }),
    );
    expect(names[0]).toBeDefined();
    expect(names.at(-1)).toBeUndefined();
  });
});
