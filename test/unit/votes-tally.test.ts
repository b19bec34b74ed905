import fc from "fast-check";
import type { Vote } from "../../src/domain/vote.js";
import { tally } from "../../src/humans/votes-tally.js";
import { allOf, reasonsOf, voteAnswer } from "../../src/humans/votes-words.js";

const people = ["U1", "U2", "U3", "U4", "U5"];
const vote = (userId: string, isYes: boolean, about = "d1"): Vote => ({
  callId: "call_1",
  userId,
  userName: `Person ${userId}`,
  about,
  isYes,
  reason: isYes ? "" : `Not yet, says ${userId}`,
  notes: [],
  at: new Date("2026-11-20T14:00:00Z"),
});
const of3 = (votes: Vote[], may: (id: string) => boolean = () => true) =>
  tally({ need: 2, votes, about: "d1", people: people.slice(0, 3), mayDecide: may });

describe("counting votes", () => {
  it("decides with enough yes, and as soon as there can never be enough", () => {
    expect(of3([vote("U1", true)]).verdict).toBe("open");
    expect(of3([vote("U1", true), vote("U2", false)]).verdict).toBe("open");
    expect(of3([vote("U1", true), vote("U2", true)]).verdict).toBe("yes");
    expect(of3([vote("U1", false), vote("U2", false)]).verdict).toBe("no");
  });

  it("leaves out who may not decide any more, and votes on something else", () => {
    const both = [vote("U1", true), vote("U2", true)];
    expect(of3(both, (id) => id !== "U1")).toMatchObject({ verdict: "open", left: 1 });
    expect(of3([vote("U1", true, "old"), vote("U2", true)]).verdict).toBe("open");
    expect(of3([vote("U9", true), vote("U2", true)]).verdict).toBe("open");
    // Too few are left, whatever they say.
    expect(of3([vote("U1", true)], (id) => id === "U1").verdict).toBe("no");
  });

  it("holds for any votes and any people", () => {
    const votes = fc.array(
      fc.record({
        userId: fc.constantFrom(...people, "U9"),
        isYes: fc.boolean(),
        about: fc.constantFrom("d1", "d2"),
      }),
      { maxLength: 12 },
    );
    const may = fc.subarray(people);
    fc.assert(
      fc.property(votes, may, fc.integer({ min: 1, max: 6 }), (cast, able, need) => {
        const all = cast.map((one) => vote(one.userId, one.isYes, one.about));
        const mayDecide = (id: string) => able.includes(id);
        const found = tally({ need, votes: all, about: "d1", people, mayDecide });
        const ids = [...found.yes, ...found.no].map((one) => one.userId);
        // Nobody counts twice, and only who may.
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every(mayDecide)).toBe(true);
        expect(ids.length + found.left).toBe(able.length);
        expect(found.verdict === "yes").toBe(found.yes.length >= need);
        // Whoever is left could still turn it, exactly as long as it is open.
        const best = found.yes.length + found.left;
        expect(found.verdict === "no").toBe(best < need);
      }),
    );
  });
});

describe("what is said about votes", () => {
  it("names everybody and keeps every reason", () => {
    expect(allOf(["Tom", "Priya", "Leo"])).toBe("Tom, Priya and Leo");
    expect(reasonsOf([vote("U1", false), vote("U2", false)])).toBe(
      "Person U1: Not yet, says U1\nPerson U2: Not yet, says U2",
    );
    expect(reasonsOf([])).toMatch(/Too few people are left/);
  });

  it("answers a first vote, a changed one and the one that decides", () => {
    const yes = vote("U1", true);
    const no = vote("U1", false);
    expect(voteAnswer(yes, null, of3([yes]), 2)).toBe("Your yes counts: 1 of 2.");
    expect(voteAnswer(yes, yes, of3([yes]), 2)).toBe("Your yes counts already: 1 of 2.");
    expect(voteAnswer(no, yes, of3([no]), 2)).toBe(
      "You changed your vote. Your no counts. 0 of 2 said yes.",
    );
    expect(voteAnswer(yes, null, of3([vote("U2", true), yes]), 2)).toBe(
      "Your yes counts: 2 of 2. That decides it.",
    );
  });
});
