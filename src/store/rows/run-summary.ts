import type { RunForHumans } from "../../humans/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** What the humans room needs to know of a run, from the run, its request and who asked. */
export function createRunSummary(tx: Db): Pick<RunForHumans, "summary"> {
  return {
    async summary(runId) {
      const row = await inSchema(tx)
        .selectFrom("run")
        .innerJoin("request", "request.id", "run.request_id")
        .leftJoin("person", (join) =>
          join.onRef("person.team", "=", "request.team").onRef("person.id", "=", "request.user_id"),
        )
        .select(["run.id", "run.team", "run.channel", "run.thread_ts", "run.title", "run.status"])
        .select(["run.show_channel", "run.show_thread_ts"])
        .select(["request.user_id", "request.message_ts", "person.name", "person.tz"])
        .where("run.id", "=", runId)
        .executeTakeFirst();
      if (!row) return null;
      return {
        id: row.id,
        team: row.team,
        channel: row.show_channel ?? row.channel,
        threadTs: row.show_channel === null ? row.thread_ts : row.show_thread_ts,
        origin: { channel: row.channel, threadTs: row.thread_ts },
        title: row.title,
        status: row.status,
        // Somebody whom Slack has not told us about yet: a mention still shows the right name.
        requester: { id: row.user_id, name: row.name ?? "somebody" },
        requesterTz: row.tz ?? "UTC",
        messageTs: row.message_ts,
      };
    },
  };
}
