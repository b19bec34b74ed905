import type { CallOutcome, HumanCall } from "../domain/human-call.js";
import type { Named, Person } from "../domain/person.js";
import type { OutboxRows } from "../delivery/ports.js";
import type { LedgerRows } from "../ledger/ports.js";

/** The rows of human calls, inside one transaction. */
export interface CallRows {
  /** False if a call with this id exists already: a repeat changes nothing. */
  insertIfAbsent(call: HumanCall): Promise<boolean>;
  get(id: string): Promise<HumanCall | null>;
  ofRun(runId: string): Promise<HumanCall[]>;
  /** The one conditional UPDATE: true only for whoever was first on an open call. */
  end(
    id: string,
    status: "decided" | "expired" | "cancelled",
    outcome: CallOutcome | null,
    by: Named | null,
    at: Date,
  ): Promise<boolean>;
  /**
   * Open calls whose deadline is at or before `now`, oldest first. Where silence means "go on", a card that is still
   * on its way to Slack does not run out; one that Slack would not take does, or it would wait for ever. Calls of a
   * failed run neither run out nor are reminded of.
   */
  pastDeadline(now: Date, limit: number): Promise<HumanCall[]>;
  /** Open calls whose reminder is due and was not sent. */
  remindersDue(now: Date, limit: number): Promise<HumanCall[]>;
  /** True only for whoever was first. */
  markReminded(id: string, at: Date): Promise<boolean>;
  /** Ended calls of a run that the run has not taken in yet. */
  untaken(runId: string): Promise<HumanCall[]>;
  markTaken(ids: string[], at: Date): Promise<void>;
}

/** Persons as we know them. */
export interface PersonRows {
  get(team: string, id: string): Promise<Person | null>;
  put(person: Person): Promise<void>;
}

/** Asks Slack who somebody is; throws `SLACK_UNREACHABLE`. */
export interface Directory {
  person(team: string, userId: string): Promise<Person>;
  /** Members of a channel, bots and deactivated people left out; unknown channel: []. */
  members(team: string, channel: string): Promise<Person[]>;
}

/** What the humans room touches in one transaction. */
export interface HumansRows {
  calls: CallRows;
  people: PersonRows;
  outbox: OutboxRows;
  ledger: LedgerRows;
  artifacts: ArtifactRows;
  runs: RunForHumans;
}

/** What people decide about, by id. */
export interface ArtifactRows {
  get(id: string): Promise<Artifact | null>;
  /** Returns the stored artifact: the first one saved under (runId, key) wins. */
  saveIfAbsent(artifact: Artifact): Promise<Artifact>;
}

/** A stored text with its sha-256. `kind`: document, claims, draft, edit, result. */
export interface Artifact {
  id: string;
  runId: string;
  key: string;
  kind: "document" | "claims" | "draft" | "edit" | "result";
  title: string;
  body: string;
  digest: string;
  createdAt: Date;
}

/** What the humans room needs to know of a run. */
export interface RunForHumans {
  summary(runId: string): Promise<{
    id: string;
    team: string;
    channel: string;
    threadTs: string;
    title: string;
    status: string;
    requester: Named;
    requesterTz: string;
    messageTs: string;
  } | null>;
}
