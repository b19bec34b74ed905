import type { ForSchedules } from "../../src/runs/ports.js";

/** For runs that have nothing to do with a schedule. */
export const noSchedules: ForSchedules = {
  mayFire: async () => ({ ok: true, fire: null }),
  whyNot: () => null,
  propose: async () => undefined,
  resultOf: async () => null,
};
