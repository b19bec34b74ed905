/** What somebody can type in #launch to see each human function at work. */
export function functionPrompts(origin: string): Record<string, string> {
  return {
    approve: `@Fermata summarise ${origin}/pages/launch and ask Priya to approve`,
    edit: `@Fermata summarise ${origin}/pages/pricing, and let Priya rewrite the intro`,
    choose:
      "@Fermata ask Tom which ones to show first: Basic, Team or Enterprise. Then write it down",
    answer: "@Fermata ask Leo how many people answer tickets on launch day, then write it down",
    provide: "@Fermata ask Tom for the price sheet and summarise it",
    assign: "@Fermata ask Leo to call Norda back, then write down what they said",
    review: `@Fermata summarise ${origin}/pages/launch. Tom, Priya and Leo review it, two of three must agree`,
  };
}
