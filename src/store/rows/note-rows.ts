import type { Selectable } from "kysely";
import type { NoteRows } from "../../runs/ports.js";
import { Note } from "../../domain/note.js";
import type { NoteTable } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { storable } from "../../domain/storable-text.js";

/** Follow-ups from the thread; the same text of the same message is noted once, an edited one again. */
export function createNoteRows(tx: Db): NoteRows {
  const db = inSchema(tx);
  return {
    async insertIfAbsent(given) {
      const note = Note.parse(given);
      const row = await db
        .insertInto("note")
        .values({
          id: note.id,
          run_id: note.runId,
          message_ts: note.messageTs,
          user_id: note.userId,
          user_name: storable(note.userName),
          text: storable(note.text),
          at: note.at,
          taken_at: note.takenAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async ofRun(runId) {
      const rows = await db
        .selectFrom("note")
        .selectAll()
        .where("run_id", "=", runId)
        .where("sent_back", "=", false)
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.map(toNote);
    },
    async get(id) {
      const row = await db.selectFrom("note").selectAll().where("id", "=", id).executeTakeFirst();
      return row ? toNote(row) : null;
    },
    async known({ team, channel, messageTs, userId }, notOf) {
      const row = await db
        .selectFrom("note")
        .innerJoin("run", "run.id", "note.run_id")
        .select("note.id")
        .where("run.team", "=", team)
        // A copy of a card stands in a direct message, whatever the channel of its job.
        .where((on) => on.or([on("run.channel", "=", channel), on("note.user_id", "=", userId)]))
        .where("note.message_ts", "=", messageTs)
        .where("note.run_id", "<>", notOf ?? "")
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async markTaken(ids, at) {
      if (ids.length === 0) return;
      await db
        .updateTable("note")
        .set({ taken_at: at })
        .where("id", "in", ids)
        .where("taken_at", "is", null)
        .execute();
    },
    async sendBack(id) {
      await db
        .updateTable("note")
        .set({ sent_back: true })
        .where("id", "=", id)
        .where("taken_at", "is", null)
        .execute();
    },
  };
}

function toNote(row: Selectable<NoteTable>): Note {
  return Note.parse({
    id: row.id,
    runId: row.run_id,
    messageTs: row.message_ts,
    userId: row.user_id,
    userName: row.user_name,
    text: row.text,
    at: row.at,
    takenAt: row.taken_at,
  });
}
