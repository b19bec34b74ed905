import type { QueueDepth } from "../../queue/advance-queue.js";
import type { Figures } from "../../store/figures.js";
import type { Labels } from "../../meter.js";

/** One value that goes up and down, read when it is asked for. */
export interface GaugeOf<T> {
  name: string;
  help: string;
  labels: readonly string[];
  values(of: T): { labels: Labels; value: number }[];
}

const one = (value: number) => [{ labels: {}, value }];

/** What the database says; left out while it does not answer. */
export const databaseGauges: GaugeOf<Figures>[] = [
  {
    name: "fermata_runs",
    help: "Jobs by status; ended ones while they are kept.",
    labels: ["status"],
    values: ({ live, ended }) => [
      ...["queued", "running", "waiting"].map((status) => ({
        labels: { status },
        value: live.reduce((n, row) => (row.status === status ? n + row.count : n), 0),
      })),
      ...ended.map((row) => ({ labels: { status: row.status }, value: row.count })),
    ],
  },
  {
    name: "fermata_runs_waiting",
    help: "Jobs that wait for people, by the version of the graph that they go on with.",
    labels: ["graph_version"],
    values: ({ live }) =>
      live
        .filter((row) => row.status === "waiting")
        .map((row) => ({ labels: { graph_version: row.graphVersion }, value: row.count })),
  },
  {
    name: "fermata_runs_claimable",
    help: "Jobs that a worker could go on with now and nobody has.",
    labels: [],
    values: ({ claimable }) => one(claimable.count),
  },
  {
    name: "fermata_runs_claimable_oldest_seconds",
    help: "How long the oldest of them has waited for a worker.",
    labels: [],
    values: ({ claimable }) => one(claimable.oldestSeconds),
  },
  {
    name: "fermata_outbox_due",
    help: "Messages and edits that Slack does not have yet.",
    labels: [],
    values: ({ outbox }) => one(outbox.count),
  },
  {
    name: "fermata_outbox_oldest_seconds",
    help: "The age of the oldest message that was never shown and is not given up.",
    labels: [],
    values: ({ outbox }) => one(outbox.oldestSeconds),
  },
  {
    name: "fermata_outbox_dead",
    help: "Messages that Slack refused for good.",
    labels: [],
    values: ({ outbox }) => one(outbox.dead),
  },
  {
    name: "fermata_inbox_unhandled",
    help: "Clicks and forms that are kept and not acted on yet.",
    labels: [],
    values: ({ inbox }) => one(inbox.count),
  },
  {
    name: "fermata_inbox_oldest_seconds",
    help: "The age of the oldest of them.",
    labels: [],
    values: ({ inbox }) => one(inbox.oldestSeconds),
  },
  {
    name: "fermata_calls_open",
    help: "Questions to people that are open.",
    labels: [],
    values: ({ calls }) => one(calls.open),
  },
  {
    name: "fermata_calls_overdue",
    help: "Open questions whose deadline is over; the sweeper ends them within seconds.",
    labels: [],
    values: ({ calls }) => one(calls.overdue),
  },
  {
    name: "fermata_spend_today_usd",
    help: "What model calls have cost today (UTC), in US dollars.",
    labels: [],
    values: ({ spend }) => one(spend.todayUsd),
  },
  {
    name: "fermata_spend_reserved_usd",
    help: "What is set aside for model calls under way, in US dollars.",
    labels: [],
    values: ({ spend }) => one(spend.reservedUsd),
  },
];

/** What the queue says; left out while it does not answer. */
export const queueGauges: GaugeOf<QueueDepth>[] = [
  {
    name: "fermata_queue_jobs",
    help: "Wake-ups in the queue, by state; the rows are the truth.",
    labels: ["state"],
    values: (depth) =>
      Object.entries(depth).map(([state, value]) => ({ labels: { state }, value })),
  },
];

/** What this process knows by itself. */
export interface OwnState {
  /** The database answered for this answer. */
  up: boolean;
  queueUp: boolean;
  /** Null: this process does not talk with Slack. */
  slackConnected: boolean | null;
}

/** Always there, whatever is down. */
export const ownGauges: GaugeOf<OwnState>[] = [
  {
    name: "fermata_up",
    help: "1 while the database answers this process, else 0.",
    labels: [],
    values: ({ up }) => one(up ? 1 : 0),
  },
  {
    name: "fermata_queue_up",
    help: "1 while the queue answers this process, else 0.",
    labels: [],
    values: ({ queueUp }) => one(queueUp ? 1 : 0),
  },
  {
    name: "fermata_slack_connected",
    help: "1 while Slack can reach this process, else 0; not there in a worker.",
    labels: [],
    values: ({ slackConnected }) => (slackConnected === null ? [] : one(slackConnected ? 1 : 0)),
  },
];
