/** Block types that only a rich workspace knows. */
export const richBlocks: readonly string[] = [
  "plan",
  "task_card",
  "table",
  "data_table",
  "context_actions",
];

/** True for a method that a plain workspace has never heard of. */
export function isRichMethod(name: string): boolean {
  return name.startsWith("agents.") || name.startsWith("assistant.");
}
