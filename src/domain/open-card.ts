import { z } from "zod";
import { Added } from "./human-call.js";

const instant = z.string();

/** What an open card says besides what is asked. */
export const openCard = {
  deadlineAt: instant,
  /** Who was asked later. */
  added: z.array(Added).optional(),
  /** On a copy in a direct message: where the card itself stands, e.g. `#launch`. */
  from: z.string().optional(),
};
