import type { Generated } from "kysely";

/** A column with an instant: a Date on both sides. */
type At = Date;
/** A bigint that stays below 2^53: a number on both sides; starts at its default. */
type Count = Generated<number>;

/** A model call and what it cost. */
export interface ModelCallTable {
  run_id: string;
  key: string;
  role: string;
  model: string;
  /** reserved · done · failed */
  state: string;
  reserved_usd: number;
  cost_usd: Count;
  cost_is_upper_bound: Generated<boolean>;
  input_tokens: Count;
  output_tokens: Count;
  response: string | null;
  /** The model that should have been called, where another one stood in for it. */
  instead_of: string | null;
  /** Steps with the same input have the same one. */
  input_digest: string | null;
  at: At;
}

/** What a day cost. */
export interface SpendDayTable {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  spent_usd: Count;
  reserved_usd: Count;
}
