import { createCompany } from "../../src/runs/company.js";

const fresh = (id: string) => ({ id, token: 1, attempts: 0 });
const suspect = (id: string) => ({ id, token: 3, attempts: 2 });

it("lets runs work side by side, also one that lost a worker once", () => {
  const company = createCompany();
  expect(company.enter(fresh("a"))).toBe(true);
  expect(company.enter({ id: "b", token: 2, attempts: 1 })).toBe(true);
  expect(company.isOpen()).toBe(true);
});

it("keeps a suspect alone until it has made a step", () => {
  const company = createCompany();
  expect(company.enter(suspect("s"))).toBe(true);
  expect([company.isOpen(), company.enter(fresh("a"))]).toEqual([false, false]);
  company.moved(suspect("other"));
  expect(company.isOpen()).toBe(false);
  company.moved(suspect("s"));
  expect([company.isOpen(), company.enter(fresh("a"))]).toEqual([true, true]);
});

it("takes nobody new while a suspect waits, but not for long", () => {
  let nowMs = 0;
  const company = createCompany(() => nowMs);
  company.enter(fresh("long"));
  for (; nowMs < 15_000; nowMs += 1_000) {
    expect([company.enter(suspect("s")), company.isOpen()]).toEqual([false, false]);
  }
  expect([company.isOpen(), company.enter(suspect("s"))]).toEqual([true, true]);
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
  nowMs += 5_000;
  expect(company.isOpen()).toBe(true);
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
  expect([company.isOpen(), company.enter(fresh("a"))]).toEqual([false, false]);
});
