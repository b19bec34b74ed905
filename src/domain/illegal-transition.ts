/** Thrown when a row is asked to take a step that its status table does not have. */
export class IllegalTransition extends Error {
  readonly code = "ILLEGAL_TRANSITION";

  constructor(what: string, from: string, to: string) {
    super(`A ${what} cannot go from ${from} to ${to}.`);
    this.name = "IllegalTransition";
  }
}
