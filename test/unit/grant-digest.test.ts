import fc from "fast-check";
import { actOf, actText } from "../../src/domain/effects/effect-kind.js";
import { slackPost, type SlackPostArgs } from "../../src/domain/effects/slack-post.js";
import { assertGrantStep, GrantState, type GrantTerms } from "../../src/domain/grant.js";
import { IllegalTransition } from "../../src/domain/illegal-transition.js";
import { grantDigest } from "../../src/humans/give-grant.js";

const args = fc.record<SlackPostArgs>({
  team: fc.constantFrom("T1", "T2"),
  channel: fc.constantFrom("C1", "C2"),
  channelName: fc.string(),
  threadTs: fc.constantFrom(null, "1.1", "2.2"),
  text: fc.constantFrom("aa", "bb"),
});

const terms = fc
  .record({
    args,
    runId: fc.constantFrom("run_1", "run_2"),
    actors: fc.subarray(["UA", "UB", "UC"], { minLength: 1 }),
    policy: fc.constantFrom("p1", "p2"),
    expiresAt: fc.constantFrom(new Date("2026-11-21T00:00:00Z"), new Date("2026-11-22T00:00:00Z")),
  })
  .map((all): GrantTerms & { given: SlackPostArgs } => ({
    ...actOf(slackPost, all.args),
    ...all,
    args: actOf(slackPost, all.args).args,
    given: all.args,
  }));

describe("the digest of a grant", () => {
  it("is the same exactly where actors, act, run, rules and expiry are", () => {
    fc.assert(
      fc.property(terms, terms, (one, other) => {
        const said = ({ given, ...rest }: GrantTerms & { given: SlackPostArgs }) => {
          const { channel, team, text, threadTs } = given;
          return JSON.stringify([
            rest.runId,
            rest.actors,
            rest.policy,
            rest.expiresAt,
            rest.tool,
            channel,
            team,
            text,
            threadTs,
          ]);
        };
        expect(grantDigest(one) === grantDigest(other)).toBe(said(one) === said(other));
      }),
    );
  });

  it("does not hear of a channel's new name, of the order of actors, or of an argument nobody declared", () => {
    fc.assert(
      fc.property(terms, fc.string(), (one, channelName) => {
        const more = { ...one.given, channelName, note: "incidental" };
        const renamed = { ...one, ...actOf(slackPost, more), actors: one.actors.toReversed() };
        expect(grantDigest(renamed)).toBe(grantDigest(one));
        expect(actText(actOf(slackPost, more), "r")).toBe(
          actText(actOf(slackPost, one.given), "r"),
        );
      }),
    );
  });

  it("refuses arguments of another form", () => {
    const odd = { team: "T1", channel: "C1" } as SlackPostArgs;
    expect(() => actOf(slackPost, odd)).toThrow();
  });
});

it("never gives a grant a second time", () => {
  for (const from of GrantState.options) {
    expect(() => assertGrantStep(from, "given")).toThrow(IllegalTransition);
    if (from !== "given") expect(() => assertGrantStep(from, "spent")).toThrow(IllegalTransition);
  }
});
