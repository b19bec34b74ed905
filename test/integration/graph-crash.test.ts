import type { AgentOut } from "../../src/domain/agent-io.js";
import type { CallAsk, Decided } from "../../src/domain/human-call.js";
import { createDriver, decided, type Driver } from "./graph-driver.js";
import { createHouse, inputOf, maya, priya, task, tom, withApproval } from "./graph-ports.js";

/** A job with everything in it: two people asked, a contradiction, a failed check, a note, an approval. */
function fullHouse() {
  const revise: AgentOut<"check"> = {
    statements: [],
    unmetCriteria: [],
    doubts: [],
    verdict: "revise",
    advice: ["Name the date."],
  };
  const pass: AgentOut<"check"> = {
    ...revise,
    verdict: "pass",
    statements: [{ text: "A fact", supported: true, claimIds: ["t1.1"], note: "" }],
  };
  return createHouse({
    plan: () => ({
      tasks: [
        task("t1", "read", { source: "thread" }),
        task("t2", "read", { source: "link1" }),
        task("askTom", "ask", { who: "Tom" }),
        task("askMaya", "ask", { who: "requester" }),
        task("r1", "research", { needs: ["askTom", "t1"] }),
        task("r2", "research", { needs: ["askMaya", "t2"] }),
      ],
      criteria: [],
      estimateMinutes: 1,
    }),
    reconcile: () => ({
      contradictions: [
        {
          question: "Which date?",
          options: [
            { label: "1st", short: "1st", claimIds: ["t1.1"] },
            { label: "3rd", short: "3rd", claimIds: ["t2.1"] },
          ],
          suggestion: "",
          suggestedIndex: null,
        },
      ],
    }),
    check: (_, key) => (key === "check:1" ? revise : pass),
  });
}

function decisionFor(ask: CallAsk): Decided {
  if (ask.args.fn === "choose") return decided({ verb: "choose", index: 1, note: "" }, maya);
  if (ask.args.fn === "answer") {
    return decided({ verb: "answer", values: { answer: "Yes" }, usedDefaults: false }, tom);
  }
  if (ask.args.fn === "release") return decided({ verb: "silence" });
  if (ask.args.fn === "declared") throw new Error("Nothing else is asked here.");
  return ask.args.round === 1
    ? decided({ verb: "changes", note: "Shorter." }, priya)
    : decided({ verb: "approve" }, priya);
}

/** Answers one call at a time, until it ends; `move` carries a run on after whatever happened. */
async function toTheEnd(driver: Driver, move: (go: () => Promise<void>) => Promise<void>) {
  await move(driver.start);
  for (let turn = 0; turn < 40 && !(await driver.ending()); turn += 1) {
    const wait = await driver.pending();
    const [ask] = await driver.open();
    if (!wait || !ask) await move(driver.next);
    else await move(() => driver.answer({ [ask.id]: decisionFor(ask) }));
  }
  return driver.ending();
}

describe("the request graph: lost processes", () => {
  it("comes to the same end when it is taken up anew after every step", async () => {
    const plain = fullHouse();
    const whole = createDriver(plain.ports, inputOf("run_same", withApproval));
    const expected = await toTheEnd(whole, (go) => go());
    expect(expected).toMatchObject({ kind: "delivered", by: priya });

    const house = fullHouse();
    const driver = createDriver(house.ports, inputOf("run_same", withApproval));
    await driver.go({ input: inputOf("run_same", withApproval) }, { interruptAfter: "*" });
    for (let turn = 0; turn < 80 && !(await driver.ending()); turn += 1) {
      const wait = await driver.pending();
      const [ask] = await driver.open();
      if (!wait || !ask) await driver.go(null, { interruptAfter: "*" });
      else {
        const given = await driver.resumeWith({ [ask.id]: decisionFor(ask) });
        await driver.go(given, { interruptAfter: "*" });
      }
    }
    expect(await driver.ending()).toEqual(expected);
    expect(house.runs.sort()).toEqual(plain.runs.sort());
  });

  it("comes to the same end, with no agent run twice, whichever use of the house fails", async () => {
    const plain = fullHouse();
    const whole = createDriver(plain.ports, inputOf("run_crash", withApproval));
    const expected = await toTheEnd(whole, (go) => go());
    const uses = plain.house.uses;
    expect(uses).toBeGreaterThan(50);
    const agentRuns = [...plain.runs].sort();

    for (let crashAt = 1; crashAt <= uses; crashAt += 3) {
      const house = fullHouse();
      house.house.crashAt = crashAt;
      const driver = createDriver(house.ports, inputOf("run_crash", withApproval));
      const ending = await toTheEnd(driver, async (go) => {
        try {
          await go();
        } catch (error) {
          if (!(error instanceof Error) || error.message !== "crash") throw error;
          await driver.next();
        }
      });
      expect({ crashAt, ending }).toEqual({ crashAt, ending: expected });
      expect([...house.runs].sort()).toEqual(agentRuns);
    }
  });
});
