/** Somebody who is in a channel; an app counts like anybody else. */
export interface Member {
  id: string;
  /** Invited to single channels: reads nothing else. */
  isGuest: boolean;
  /** From another organisation. */
  isStranger: boolean;
}

/** What is known of a channel for the question who can read it. */
export interface Readers {
  id: string;
  kind: "public" | "private" | "im" | "mpim" | "unknown";
  /** Shared with another organisation. */
  isExternal: boolean;
  /** Everybody who is in it, or null: unknown, or too many to say. */
  members: readonly Member[] | null;
}

/** Whether everybody who can read one place can read another, and by which rule. */
export type Visibility =
  | { isOpen: true; rule: "same" | "everybody_public" | "everybody_member" }
  | {
      isOpen: false;
      rule: "unknown" | "external" | "anybody_may_join" | "guest_or_outsider" | "not_a_member";
    };

const open = (rule: (Visibility & { isOpen: true })["rule"]): Visibility => ({
  isOpen: true,
  rule,
});
const restricted = (rule: (Visibility & { isOpen: false })["rule"]): Visibility => ({
  isOpen: false,
  rule,
});

/**
 * Can everybody who can read `place`, now or by joining it themselves, read `source` too? By rule on ids alone;
 * whatever is not known counts as no.
 */
export function canAllRead(place: Readers, source: Readers): Visibility {
  if (place.kind === "unknown" || source.kind === "unknown") return restricted("unknown");
  if (place.id === source.id) return open("same");
  // In a shared public channel the other organisation's people let themselves in.
  if (place.isExternal && place.kind === "public") return restricted("external");
  if (place.members === null || place.members.length === 0) return restricted("unknown");
  if (source.kind === "public") return allReadPublic(place.members, source);
  if (place.kind === "public") return restricted("anybody_may_join");
  if (source.members === null) return restricted("unknown");
  const inSource = new Set(source.members.map((one) => one.id));
  return place.members.every((one) => inSource.has(one.id))
    ? open("everybody_member")
    : restricted("not_a_member");
}

/** A public channel is open to every full member; guests and people from elsewhere read it only if they are in it. */
function allReadPublic(readers: readonly Member[], source: Readers): Visibility {
  const limited = readers.filter((one) => one.isGuest || one.isStranger);
  if (limited.length === 0) return open("everybody_public");
  if (source.members === null) return restricted("unknown");
  const inSource = new Set(source.members.map((one) => one.id));
  return limited.every((one) => inSource.has(one.id))
    ? open("everybody_public")
    : restricted("guest_or_outsider");
}

/** Whether a person is in a channel; where that is not known, they are not. */
export function isIn(userId: string, channel: Readers): boolean {
  return channel.members?.some((one) => one.id === userId) ?? false;
}

/**
 * Who will be able to read, by a post in `target`, what they could not read before, in a sentence; "" where nobody.
 * `sources` are the places that the text came from; names without `#`.
 */
export function newReaders(
  target: Readers & { name: string },
  sources: readonly (Readers & { name: string })[],
): string {
  const hidden = sources.filter((source) => !canAllRead(target, source).isOpen);
  if (hidden.length === 0) return "";
  const names = hidden.map((one) => (one.kind === "im" ? "a direct message" : `#${one.name}`));
  return `Everybody in #${target.name} will read it, also who cannot read ${listed([...new Set(names)])}.`;
}

function listed(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
