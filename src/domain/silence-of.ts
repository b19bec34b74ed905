/** What silence chooses, as the end of a sentence. */
export function silenceOf(index: number | null, options: readonly { short: string }[]): string {
  if (index === null) return "nothing is done";
  if (index === 0) return "the text states all of them";
  return `I take ${options[index - 1]?.short ?? "the first"}`;
}
