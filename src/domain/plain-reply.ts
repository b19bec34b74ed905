/**
 * The bare answer that a message is: exactly `approve`, `reject` or a number, in any case, perhaps with a full stop.
 * Null: it is words, and words decide nothing.
 */
export function plainAnswer(text: string): string | null {
  const said = text.trim().replace(/\.$/, "").toLowerCase();
  return /^(approve|reject|\d{1,3})$/.test(said) ? said : null;
}
