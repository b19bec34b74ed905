import { AsyncLocalStorage } from "node:async_hooks";
import { fail } from "../errors.js";

const scopes = new AsyncLocalStorage<{ open: boolean }>();

/**
 * Throws POOL_IN_TRANSACTION when the calling code runs inside a transaction: on the embedded
 * database such a use would wait for itself, on a server it would silently leave the transaction.
 */
export function refuseInsideTransaction(): void {
  if (scopes.getStore()?.open) throw fail("POOL_IN_TRANSACTION");
}

/** Runs `fn` as the inside of a transaction; what it started and left running is free again afterwards. */
export async function insideTransaction<T>(fn: () => Promise<T>): Promise<T> {
  const scope = { open: true };
  try {
    return await scopes.run(scope, fn);
  } finally {
    scope.open = false;
  }
}

/** Runs `fn` as though no transaction were open around it, for work that only follows from it. */
export function outsideTransaction<T>(fn: () => T): T {
  return scopes.exit(fn);
}
