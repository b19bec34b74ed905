/** A text with every run of white space as one space, for comparing word for word. */
export function plainSpace(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
