/** The message key of a request that a schedule made: one per instant. */
export function fireKey(scheduleId: string, instant: Date): string {
  return `fire:${scheduleId}:${instant.toISOString()}`;
}

/** Whether a run was started by a schedule: no message asked for it. */
export function isFireKey(messageTs: string): boolean {
  return messageTs.startsWith("fire:");
}
