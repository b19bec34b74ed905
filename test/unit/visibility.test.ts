import fc from "fast-check";
import {
  canAllRead,
  isIn,
  type Member,
  newReaders,
  type Readers,
} from "../../src/policy/visibility.js";

const full = (id: string): Member => ({ id, isGuest: false, isStranger: false });
const maya = full("maya");
const tom = full("tom");
const priya = full("priya");
const bot = full("fermata");
const sam: Member = { id: "sam", isGuest: true, isStranger: false };
const kim: Member = { id: "kim", isGuest: false, isStranger: true };

/** `private maya sam`; `?` for members that are not known, `external` where it is shared with others. */
const place = (id: string, said: string): Readers => {
  const [kind, ...words] = said.split(" ");
  const known = [maya, tom, priya, sam, kim].filter((one) => words.includes(one.id));
  return {
    id,
    kind: kind as Readers["kind"],
    isExternal: words.includes("external"),
    members: words.includes("?") ? null : words.includes("nobody") ? [] : [...known, bot],
  };
};

/** Where it was asked, what is read, and the rule by which everybody there can read it, or not. Sam is a guest, Kim an outsider. */
const table: [asked: string, source: string, isOpen: boolean, rule: string][] = [
  // Public channels read public ones.
  ["public maya", "public tom", true, "everybody_public"],
  ["public maya sam", "public tom", false, "guest_or_outsider"],
  ["public maya sam", "public sam", true, "everybody_public"],
  ["public maya", "public sam", true, "everybody_public"],
  ["public maya sam", "public ?", false, "unknown"],
  ["public maya", "public ?", true, "everybody_public"],
  ["public ?", "public maya", false, "unknown"],
  ["public nobody", "public maya", false, "unknown"],
  ["public maya kim", "public maya", false, "guest_or_outsider"],
  ["public maya kim", "public maya kim external", true, "everybody_public"],
  ["public maya", "public kim external", true, "everybody_public"],
  // Closed places read public channels.
  ["private maya", "public tom", true, "everybody_public"],
  ["private maya sam", "public tom", false, "guest_or_outsider"],
  ["private maya sam", "public sam", true, "everybody_public"],
  ["private maya kim", "public kim", true, "everybody_public"],
  ["private ?", "public maya", false, "unknown"],
  ["mpim maya tom", "public priya", true, "everybody_public"],
  ["mpim maya sam", "public tom", false, "guest_or_outsider"],
  ["im maya", "public ?", true, "everybody_public"],
  ["im ?", "public maya", false, "unknown"],
  // Public channels never read closed ones: anybody may join.
  ["public maya", "private maya", false, "anybody_may_join"],
  ["public maya tom", "private maya tom priya", false, "anybody_may_join"],
  ["public maya", "mpim maya tom", false, "anybody_may_join"],
  ["public maya", "im maya", false, "anybody_may_join"],
  ["public maya", "private ?", false, "anybody_may_join"],
  // Closed places read each other if nobody is left out.
  ["private maya", "private maya tom", true, "everybody_member"],
  ["private maya tom", "private maya tom", true, "everybody_member"],
  ["private maya priya", "private maya", false, "not_a_member"],
  ["private maya sam", "private maya sam", true, "everybody_member"],
  ["private maya sam", "private maya", false, "not_a_member"],
  ["private maya", "private ?", false, "unknown"],
  ["private ?", "private maya", false, "unknown"],
  ["im maya", "private maya tom", true, "everybody_member"],
  ["im priya", "private maya", false, "not_a_member"],
  ["mpim maya tom", "private maya tom", true, "everybody_member"],
  ["mpim maya tom", "private tom", false, "not_a_member"],
  ["private maya", "mpim maya tom", true, "everybody_member"],
  ["private maya tom", "im maya", false, "not_a_member"],
  // Shared with another organisation.
  ["public maya external", "public maya", false, "external"],
  ["public maya external", "private maya", false, "external"],
  ["private maya kim external", "public maya", false, "guest_or_outsider"],
  ["private maya kim external", "public kim external", true, "everybody_public"],
  ["private maya kim external", "private maya kim external", true, "everybody_member"],
  ["private maya kim external", "private maya", false, "not_a_member"],
  ["private ? external", "public maya", false, "unknown"],
  // Not known at all.
  ["unknown maya", "public maya", false, "unknown"],
  ["public maya", "unknown maya", false, "unknown"],
];

describe("who can read what", () => {
  it("has at least 40 cases", () => expect(table.length).toBeGreaterThanOrEqual(40));

  it.each(table)("%s reads %s: %s, %s", (asked, source, isOpen, rule) => {
    expect(canAllRead(place("A", asked), place("B", source))).toEqual({ isOpen, rule });
  });

  it.each(["public maya sam", "private maya", "public ? external", "private ?", "im maya"])(
    "lets %s read itself",
    (said) => {
      const rule = { isOpen: true, rule: "same" };
      expect(canAllRead(place("A", said), place("A", said))).toEqual(rule);
    },
  );

  const member = fc.record({
    id: fc.constantFrom("a", "b", "c", "d", "e"),
    isGuest: fc.boolean(),
    isStranger: fc.boolean(),
  });
  const readers = (id: string) =>
    fc.record({
      id: fc.constant(id),
      kind: fc.constantFrom("public", "private", "im", "mpim", "unknown"),
      isExternal: fc.boolean(),
      members: fc.option(fc.uniqueArray(member, { selector: (one) => one.id })),
    }) as fc.Arbitrary<Readers>;

  it("never opens by one person more in the place", () => {
    fc.assert(
      fc.property(readers("A"), readers("B"), member, (from, source, more) => {
        if (from.members === null || from.members.length === 0) return;
        const grown = { ...from, members: [...from.members, more] };
        if (canAllRead(grown, source).isOpen) expect(canAllRead(from, source).isOpen).toBe(true);
      }),
    );
  });

  it("never opens where the place or its people are unknown", () => {
    fc.assert(
      fc.property(readers("A"), readers("B"), (from, source) => {
        expect(canAllRead({ ...from, members: null }, source).isOpen).toBe(false);
        expect(canAllRead({ ...from, kind: "unknown" }, source).isOpen).toBe(false);
        expect(canAllRead(from, { ...source, kind: "unknown" }).isOpen).toBe(false);
        if (source.kind !== "public")
          expect(canAllRead(from, { ...source, members: null }).isOpen).toBe(false);
      }),
    );
  });

  it("lets nobody read in the place who could not read the source", () => {
    fc.assert(
      fc.property(readers("A"), readers("B"), (from, source) => {
        if (!canAllRead(from, source).isOpen) return;
        for (const one of from.members ?? []) {
          const readsPublic = source.kind === "public" && !one.isGuest && !one.isStranger;
          expect(readsPublic || isIn(one.id, source)).toBe(true);
        }
      }),
    );
  });

  it("counts unknown membership as no", () => {
    expect(isIn("maya", place("P", "private maya"))).toBe(true);
    expect(isIn("priya", place("P", "private maya"))).toBe(false);
    expect(isIn("maya", place("P", "private ?"))).toBe(false);
  });
});

describe("who will see what they could not before", () => {
  const news = { ...place("N", "public maya"), name: "news" };
  const leads = { ...place("P", "private maya"), name: "leads" };
  const board = { ...place("Q", "private maya"), name: "board" };
  const support = { ...place("S", "public maya"), name: "support" };

  it("says nothing where all could read it before", () => {
    expect(newReaders(news, [support, news])).toBe("");
  });

  it("names the places that not all could read", () => {
    expect(newReaders(news, [support, leads, board])).toBe(
      "Everybody in #news will read it, also who cannot read #leads or #board.",
    );
  });
});
