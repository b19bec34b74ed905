import type { Selectable } from "kysely";
import type { HumanCall } from "../../domain/human-call.js";
import type { HumanCallTable } from "../tables.js";
import { toHumanCall } from "./to-human-call.js";

/** The calls that this process cannot read, such as those that a newer program wrote before it was taken back. */
export interface Unreadable {
  /** Their ids: they are not looked at again, so that they fill no batch. */
  ids(): string[];
  /** Those of many rows that can be read; each of the others is told once, by its id. */
  without(rows: readonly Selectable<HumanCallTable>[]): HumanCall[];
}

/** Makes the memory of one process; what it cannot read it will never be able to read. */
export function createUnreadable(tell: (callId: string) => void): Unreadable {
  const known = new Set<string>();
  return {
    ids: () => [...known],
    without: (rows) =>
      rows.flatMap((row) => {
        try {
          return [toHumanCall(row)];
        } catch {
          // One row holds up nobody else. What is wrong with it may be what people wrote, so its id is all that is told.
          if (!known.has(row.id)) tell(row.id);
          known.add(row.id);
          return [];
        }
      }),
  };
}
