/**
 * Counts that a run opens a source, once a step however often that step comes again, within its limit of them (null:
 * beyond it); returns how many documents it keeps besides the one of this step.
 */
export type CountRead = (
  step: { runId: string; key: string },
  maxReads: number,
) => Promise<{ documents: number } | null>;
