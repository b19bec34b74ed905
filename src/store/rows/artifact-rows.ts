import type { Selectable } from "kysely";
import { z } from "zod";
import type { Artifact, ArtifactRows } from "../../humans/ports.js";
import type { ArtifactTable } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { storable } from "../../domain/storable-text.js";

const Kind = z.enum(["document", "claims", "draft", "edit", "result"]);

/** Stored texts, first save under (runId, key) wins; the body is a string and stays one. */
export function createArtifactRows(tx: Db): ArtifactRows {
  const db = inSchema(tx);
  return {
    async get(id) {
      const row = await db
        .selectFrom("artifact")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toArtifact(row) : null;
    },
    async ofRun(runId) {
      const rows = await db
        .selectFrom("artifact")
        .selectAll()
        .where("run_id", "=", runId)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(toArtifact);
    },
    async saveIfAbsent(artifact) {
      const stored = await db
        .insertInto("artifact")
        .values({
          id: artifact.id,
          run_id: artifact.runId,
          key: artifact.key,
          kind: Kind.parse(artifact.kind),
          title: storable(artifact.title),
          body: storable(artifact.body),
          digest: artifact.digest,
          created_at: artifact.createdAt,
        })
        .onConflict((conflict) => conflict.constraint("artifact_once").doNothing())
        .returningAll()
        .executeTakeFirst();
      if (stored) return toArtifact(stored);
      const first = await db
        .selectFrom("artifact")
        .selectAll()
        .where("run_id", "=", artifact.runId)
        .where("key", "=", artifact.key)
        .executeTakeFirstOrThrow();
      return toArtifact(first);
    },
  };
}

function toArtifact(row: Selectable<ArtifactTable>): Artifact {
  return {
    id: row.id,
    runId: row.run_id,
    key: row.key,
    kind: Kind.parse(row.kind),
    title: row.title,
    body: row.body,
    digest: row.digest,
    createdAt: row.created_at,
  };
}
