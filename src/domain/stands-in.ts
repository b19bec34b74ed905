import { z } from "zod";
import { Named } from "./person.js";

/** Somebody is asked in the place of a person who is away; both may decide. */
export const StandsIn = z.object({
  /** The id of who is asked. */
  id: z.string(),
  for: Named,
  /** The last day that the person is away, e.g. `2027-01-05`. */
  untilDay: z.string(),
});
export type StandsIn = z.infer<typeof StandsIn>;
