import pg from "pg";

/** What reached the database since the count began. */
export interface Counted {
  /** Transactions and single statements that changed rows or sent a notification: each is one durable commit. */
  commits: number;
  statements: number;
}

const reads = /^\s*(select|show|set|listen|unlisten|begin|commit|rollback|start)\b/i;
/** BullMQ's commands are functions. */
const writesInRead =
  /pg_notify|\bfor (update|share)\b|from\s+\w*(add|move|update|remove|delete|extend|promote|pause|clean|obliterate|retry|stalled)\w*\s*\(/i;

/**
 * Counts what all database clients of this process send, the embedded one's too: it is spoken to by the same
 * client. Locks alone count as a commit, because they write.
 */
export function countCommits(): { read(): Counted; stop(): void } {
  const counted: Counted = { commits: 0, statements: 0 };
  const open = new WeakMap<object, { wrote: boolean }>();
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = prototype;

  function note(client: object, text: string): void {
    counted.statements += 1;
    const transaction = open.get(client);
    if (/^\s*(begin|start transaction)\b/i.test(text)) open.set(client, { wrote: false });
    else if (/^\s*rollback\b/i.test(text)) open.delete(client);
    else if (/^\s*commit\b/i.test(text)) {
      if (transaction?.wrote) counted.commits += 1;
      open.delete(client);
    }
  }

  function noteResult(client: object, text: string, rowCount: number | null): void {
    if (reads.test(text) && !writesInRead.test(text)) return;
    // A statement that touched nothing leaves nothing to commit.
    if (rowCount === 0) return;
    const transaction = open.get(client);
    if (transaction) transaction.wrote = true;
    else counted.commits += 1;
  }

  prototype.query = function counting(this: object, ...given: unknown[]) {
    const text = textOf(given[0]);
    if (text === null) return query.apply(this, given);
    note(this, text);
    const answer = query.apply(this, given);
    if (answer instanceof Promise) {
      void answer.then(
        (result: { rowCount: number | null }) => noteResult(this, text, result.rowCount),
        () => undefined,
      );
    }
    return answer;
  };
  return {
    read: () => ({ ...counted }),
    stop() {
      prototype.query = query;
    },
  };
}

function textOf(statement: unknown): string | null {
  if (typeof statement === "string") return statement;
  if (typeof statement !== "object" || statement === null || !("text" in statement)) return null;
  return typeof statement.text === "string" ? statement.text : null;
}
