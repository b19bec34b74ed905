import { z } from "zod";
import { fail } from "../../errors.js";

const Said = z.object({ code: z.string().catch(""), message: z.string() });
/** What node and pg say of a connection that is gone, was never made, or is silent. */
const LOST =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|ENET|EAI_AGAIN)|Connection terminated|not queryable|timeout exceeded when trying to connect|Query read timeout/;
/** Connection exceptions, a server that ends or starts, and one that takes no more connections. */
const AWAY = /^(08|57P0[1-4]|53300)/;
/** A standby, and a server without disk or memory. */
const REFUSES = /^(25006|53000|53100|53200|58030)/;

/**
 * The catalogue's error where the server is away or takes no writes: that passes, and is nobody's fault.
 * Anything else comes back as it is.
 */
export function asOutage(error: unknown): unknown {
  const said = Said.safeParse(error);
  if (!said.success) return error;
  const { code, message } = said.data;
  if (REFUSES.test(code)) return fail("DATABASE_READ_ONLY", { cause: error });
  if (AWAY.test(code) || LOST.test(code) || LOST.test(message)) {
    return fail("DATABASE_UNREACHABLE", { cause: error });
  }
  return error;
}
