import type { Earlier } from "../../graphs/ports.js";
import { createDriver } from "./graph-driver.js";
import { createHouse, inputOf } from "./graph-ports.js";

const question = (label: string) => ({
  name: "audience",
  label,
  type: "text" as const,
  options: [],
  default: "everybody",
  hint: "",
  optional: false,
});

const contradiction = {
  question: "Which launch date is right?",
  options: [
    { label: "Tuesday 1 December", short: "Tue 1 December", claimIds: ["t1.1"] },
    { label: "Thursday 3 December", short: "Thu 3 December", claimIds: ["t2.1"] },
  ],
  suggestion: "",
  suggestedIndex: 0,
};

const earlier: Earlier[] = [
  { question: "Who will read it?", answer: "the board", by: "Maya", chosen: false },
  {
    question: "Which launch date is right?",
    answer: "Tuesday 1 December",
    by: "Maya",
    chosen: true,
  },
];

it("asks nothing twice when an earlier result is changed, and writes with what was said", async () => {
  const house = createHouse({
    triage: () => ({
      path: "plan",
      title: "Launch brief",
      recurring: false,
      answer: "",
      questions: [question("Who will  read it?")],
    }),
    reconcile: () => ({ contradictions: [contradiction] }),
  });
  const driver = createDriver(house.ports, inputOf("run_again", { earlier }));
  await driver.start();
  expect(driver.reported).toEqual([]);
  expect(await driver.ending()).toMatchObject({ kind: "delivered" });
  const inputs = (role: string) => house.inputs.find((one) => one.role === role)?.input;
  expect(inputs("triage")).toMatchObject({
    notes: [
      { by: "Maya", text: "Who will read it? the board" },
      { by: "Maya", text: "Which launch date is right? Tuesday 1 December" },
    ],
  });
  expect(inputs("draft")).toMatchObject({
    answers: [{ question: "Who will read it?", answer: "the board", by: "Maya" }],
    choices: [
      { question: "Which launch date is right?", choice: "Tuesday 1 December", by: "Maya" },
    ],
  });
});

it("asks what is new all the same", async () => {
  const house = createHouse({ reconcile: () => ({ contradictions: [contradiction] }) });
  const driver = createDriver(
    house.ports,
    inputOf("run_again_new", { earlier: earlier.slice(0, 1) }),
  );
  await driver.start();
  expect(driver.reported).toHaveLength(1);
});
