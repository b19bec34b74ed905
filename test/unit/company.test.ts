import { createCompany } from "../../src/runs/company.js";

const fresh = (id: string) => ({ id, token: 1, attempts: 0 });
const suspect = (id: string) => ({ id, token: 3, attempts: 2 });

it("lets runs work side by side, also one that lost a worker once", () => {
  const company = createCompany();
  expect(company.enter(fresh("a"))).toBe(true);
  expect(company.enter({ id: "b", token: 2, attempts: 1 })).toBe(true);
  expect(company.admits("c")).toBe(true);
});

it("keeps a suspect alone until it has made a step", () => {
  const company = createCompany();
  expect(company.enter(suspect("s"))).toBe(true);
  expect([company.admits("a"), company.enter(fresh("a"))]).toEqual([false, false]);
  company.moved(suspect("other"));
  expect(company.admits("a")).toBe(false);
  company.moved(suspect("s"));
  expect([company.admits("a"), company.enter(fresh("a"))]).toEqual([true, true]);
});

it("takes nobody new while a suspect waits, but not for long", () => {
  let nowMs = 0;
  const company = createCompany(() => nowMs);
  company.enter(fresh("long"));
  for (; nowMs < 15_000; nowMs += 1_000) {
    expect([company.enter(suspect("s")), company.admits("a")]).toEqual([false, false]);
  }
  expect([company.admits("a"), company.enter(suspect("s"))]).toEqual([true, true]);
});

it("never has two suspects at once, however long they wait", () => {
  let nowMs = 0;
  const company = createCompany(() => nowMs);
  company.enter(suspect("s"));
  for (; nowMs < 60_000; nowMs += 1_000) expect(company.enter(suspect("t"))).toBe(false);
  company.leave(suspect("s"));
  expect([company.enter(suspect("t")), company.enter(suspect("u"))]).toEqual([true, false]);
});

it("opens again when the suspect went elsewhere", () => {
  let nowMs = 0;
  const company = createCompany(() => nowMs);
  company.enter(fresh("long"));
  expect(company.enter(suspect("s"))).toBe(false);
  expect(company.admits("a")).toBe(false);
  nowMs += 5_000;
  expect(company.admits("a")).toBe(true);
});

it("ends one that lost its last worker at once, whoever is there", () => {
  const company = createCompany();
  company.enter(suspect("s"));
  expect(company.enter({ id: "lost", token: 4, attempts: 3 })).toBe(true);
});

it("leaves a suspect alone when its own earlier work, from before the lease was lost, ends late", () => {
  let nowMs = 0;
  const company = createCompany(() => nowMs);
  company.enter(fresh("s"));
  expect(company.enter(suspect("s"))).toBe(false);
  nowMs += 4_000;
  company.leave(fresh("s"));
  expect(company.enter(suspect("s"))).toBe(true);
  company.moved(fresh("s"));
  company.leave(fresh("s"));
  expect([company.admits("a"), company.enter(fresh("a"))]).toEqual([false, false]);
});

it("calls a suspect back as soon as it can be alone, and only it", () => {
  let nowMs = 0;
  const company = createCompany(() => nowMs);
  company.enter(fresh("a"));
  company.enter(suspect("s"));
  company.handedBack(suspect("s"));
  expect([company.callBack(), company.admits("s"), company.admits("b")]).toEqual([
    [],
    false,
    false,
  ]);
  nowMs += 4_000;
  // Each sweep brings it: it is expected for as long as it comes.
  expect(company.admits("s")).toBe(false);
  nowMs += 4_000;
  company.leave(fresh("a"));
  expect(company.callBack()).toEqual([{ id: "s", past: 3 }]);
  expect([company.admits("b"), company.admits("s"), company.enter(suspect("s"))]).toEqual([
    false,
    true,
    true,
  ]);
});

it("calls everybody else back once it is open again", () => {
  const company = createCompany();
  company.enter(suspect("s"));
  expect([company.admits("a"), company.enter(fresh("b"))]).toEqual([false, false]);
  company.handedBack(fresh("b"));
  expect(company.callBack()).toEqual([]);
  company.moved(suspect("s"));
  expect(company.callBack()).toEqual([
    { id: "a", past: null },
    { id: "b", past: 1 },
  ]);
  expect(company.callBack()).toEqual([]);
});

it("waits no longer for a suspect that another process has", () => {
  const company = createCompany();
  company.enter(fresh("a"));
  company.enter(suspect("s"));
  expect(company.admits("b")).toBe(false);
  company.forget("s");
  expect(company.callBack()).toEqual([{ id: "b", past: null }]);
});

it("remembers no more of those it turned away than it can call back", () => {
  const company = createCompany();
  company.enter(suspect("s"));
  for (let n = 0; n < 3_000; n += 1) company.admits(`run ${n}`);
  company.leave(suspect("s"));
  expect(company.callBack()).toHaveLength(1_000);
});
