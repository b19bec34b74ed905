/**
 * Counts that a run opens a source, once a step however often that step comes again, within its limit of them (null:
 * beyond it); returns how many documents it keeps besides those of this step and of the steps that are `open` beside it.
 */
export type CountRead = (
  step: { runId: string; key: string },
  among: { maxReads: number; open: readonly string[] },
) => Promise<{ documents: number } | null>;
