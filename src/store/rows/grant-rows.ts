import { type Selectable, sql } from "kysely";
import { z } from "zod";
import { assertGrantStep, Grant } from "../../domain/grant.js";
import type { GrantRows } from "../../humans/ports.js";
import type { GrantTable } from "../tables-grant.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

const Ids = z.array(z.string());

/** Grants: every change is one conditional UPDATE, so that each is used at most once. */
export function createGrantRows(tx: Db): GrantRows {
  const db = inSchema(tx);
  return {
    async insertIfAbsent(given) {
      const grant = Grant.parse(given);
      const row = await db
        .insertInto("effect_grant")
        .values({
          call_id: grant.callId,
          run_id: grant.runId,
          actors: toText(Ids, grant.actors),
          tool: grant.tool,
          target: grant.target,
          args: grant.args,
          policy: grant.policy,
          expires_at: grant.expiresAt,
          digest: grant.digest,
          state: grant.state,
          given_at: grant.givenAt,
          ended_at: grant.endedAt,
          token: null,
        })
        .onConflict((conflict) => conflict.column("call_id").doNothing())
        .returning("call_id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async get(callId) {
      const row = await db
        .selectFrom("effect_grant")
        .selectAll()
        .where("call_id", "=", callId)
        .executeTakeFirst();
      return row ? toGrant(row) : null;
    },
    async spend(callId, { digest, token, now }) {
      assertGrantStep("given", "spent");
      const row = await db
        .updateTable("effect_grant")
        .set({ state: "spent", ended_at: now, token })
        .where("call_id", "=", callId)
        .where("state", "=", "given")
        .where("digest", "=", digest)
        .where("expires_at", ">", now)
        // A worker that lost its lease uses up nothing, whatever it checked before.
        .where(
          sql<boolean>`exists (select 1 from fermata.run r
            where r.id = effect_grant.run_id and r.token = ${token})`,
        )
        .returning("call_id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async step(callId, from, to, at) {
      assertGrantStep(from, to);
      const row = await db
        .updateTable("effect_grant")
        .set({ state: to, ended_at: at })
        .where("call_id", "=", callId)
        .where("state", "=", from)
        .returning("call_id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function toGrant(row: Selectable<GrantTable>): Grant {
  return Grant.parse({
    callId: row.call_id,
    runId: row.run_id,
    actors: fromText(Ids, row.actors),
    tool: row.tool,
    target: row.target,
    args: row.args,
    policy: row.policy,
    expiresAt: row.expires_at,
    digest: row.digest,
    state: row.state,
    givenAt: row.given_at,
    endedAt: row.ended_at,
  });
}
