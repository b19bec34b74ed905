import { z } from "zod";
import { Ballot, Vote } from "../../domain/vote.js";
import type { VoteRows } from "../../humans/ports.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

const Notes = z.array(Ballot.shape.notes.unwrap().element);

/** Votes on calls that several decide: the primary key is the call and the person, so nobody counts twice. */
export function createVoteRows(tx: Db): VoteRows {
  const db = inSchema(tx);
  return {
    async put(vote) {
      const said = {
        user_name: vote.userName,
        about: vote.about,
        is_yes: vote.isYes,
        reason: vote.reason,
        notes: toText(Notes, vote.notes),
        at: vote.at,
      };
      await db
        .insertInto("vote")
        .values({ call_id: vote.callId, user_id: vote.userId, ...said })
        .onConflict((conflict) => conflict.columns(["call_id", "user_id"]).doUpdateSet(said))
        .execute();
    },
    async ofCall(callId) {
      const rows = await db
        .selectFrom("vote")
        .selectAll()
        .where("call_id", "=", callId)
        .orderBy("at")
        .orderBy("user_id")
        .execute();
      return rows.map((row) =>
        Vote.parse({
          callId: row.call_id,
          userId: row.user_id,
          userName: row.user_name,
          about: row.about,
          isYes: row.is_yes,
          reason: row.reason,
          notes: fromText(Notes, row.notes),
          at: row.at,
        }),
      );
    },
  };
}
