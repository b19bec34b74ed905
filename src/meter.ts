/** One number that only rises, or one duration: its name at `/metrics`, what it means, and its labels. */
interface Counted {
  help: string;
  labels: readonly string[];
}

/** All counters, by the name that Prometheus reads. */
export const counters = {
  fermata_slack_calls_total: {
    help: "Calls to Slack's Web API; outcome is ok, rate_limited, refused or no_answer.",
    labels: ["method", "outcome"],
  },
  fermata_slack_socket_refused_total: {
    help: "Connections that Slack did not take; reason is its word, such as too_many_websockets.",
    labels: ["reason"],
  },
  fermata_slack_token_refused_total: {
    help: "Calls that Slack refused for the token's sake; reason is its word, such as token_revoked.",
    labels: ["reason"],
  },
  fermata_model_calls_total: {
    help: "Calls to the model service; outcome is ok, the HTTP status of an error, or no_answer.",
    labels: ["role", "model", "outcome"],
  },
  fermata_model_tokens_total: {
    help: "Tokens as the model service counted them; direction is input or output.",
    labels: ["role", "model", "direction"],
  },
  fermata_leases_taken_over_total: {
    help: "Jobs that were taken from a worker which did not answer for its lease any more.",
    labels: [],
  },
  fermata_sweep_failures_total: {
    help: "Parts of the sweeper's passes that failed; the next pass tries again.",
    labels: ["part"],
  },
  fermata_store_divergences_total: {
    help: "Messages that Slack has and the database had forgotten, as after a failover; they were not posted again.",
    labels: [],
  },
  fermata_runs_deleted_total: {
    help: "Ended jobs that retention has deleted.",
    labels: [],
  },
} as const satisfies Record<string, Counted>;

/** All durations, in seconds. */
export const histograms = {
  fermata_ack_seconds: {
    help: "From an event, click or form of Slack's to its acknowledgement; Slack waits 3 seconds.",
    labels: ["kind"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
  },
  fermata_model_call_seconds: {
    help: "One call to the model service, failed ones included.",
    labels: ["role", "model"],
    buckets: [0.25, 0.5, 1, 2, 5, 10, 20, 40, 80, 120],
  },
  fermata_sweep_seconds: {
    help: "One pass of the sweeper over all gaps between the rooms.",
    labels: [],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
  },
} as const satisfies Record<string, Counted & { buckets: readonly number[] }>;

/** Labels are kinds and names of ours, never ids, texts or secrets. */
export type Labels = Record<string, string>;

/** Where the rooms count; what becomes of the numbers is the composition root's. */
export interface Meter {
  count(name: keyof typeof counters, labels?: Labels, by?: number): void;
  /** Notes one duration in seconds. */
  time(name: keyof typeof histograms, seconds: number, labels?: Labels): void;
}

/** A meter that counts nothing. */
export const silentMeter: Meter = { count: () => undefined, time: () => undefined };

/** Seconds since an instant of `performance.now()`. */
export function secondsSince(startedMs: number): number {
  return (performance.now() - startedMs) / 1_000;
}
