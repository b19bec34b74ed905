/** The same text without NUL, the one character that a text column cannot hold; it becomes U+FFFD. A digest is made of this. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD");
}
