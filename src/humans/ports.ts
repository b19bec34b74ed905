import type { Grant, GrantState } from "../domain/grant.js";
import type { Added, DecidedVia, HumanCall, Reached } from "../domain/human-call.js";
import type { CallOutcome } from "../domain/call-outcome.js";
import type { Named, Person } from "../domain/person.js";
import type { FileRef } from "../domain/request.js";
import type { Vote } from "../domain/vote.js";
import type { OutboxRows } from "../delivery/ports.js";
import type { LedgerRows } from "../ledger/ports.js";
import type { MorningRows } from "../delivery/morning-ports.js";
import type { JoinRows } from "./join-ports.js";
import type { RuleRows } from "./rule-ports.js";

/** Whom a call reaches, inside one transaction; the methods change open calls only. */
export interface CallReachRows {
  /** The call if it is open, locked until the transaction ends. */
  lockOpen(id: string): Promise<HumanCall | null>;
  /** Asks one more: true if the call was open; its escalation is over if that was the one who is asked. */
  addAsked(
    id: string,
    change: { asked: Named[]; added: Added[]; reached: Reached; escalated: boolean },
  ): Promise<boolean>;
  /** Open calls of runs that did not fail whose next people are due, with who they are. */
  escalationsDue(now: Date, limit: number): Promise<HumanCall[]>;
  /** Nobody is asked next any more. */
  dropEscalation(id: string): Promise<void>;
  /**
   * Gives open calls with which silence goes on the time back in which nobody could answer, as far as they were open
   * in it and their run had not failed; a reminder that did not go out yet waits as long. Returns their ids.
   */
  delayGoingOn(from: Date, to: Date): Promise<string[]>;
  /**
   * Gives the open calls of a run the time back in which it had failed, up to `to`. One that nobody sees yet begins
   * when it is seen. Returns their ids.
   */
  delayOfRun(runId: string, from: Date, to: Date): Promise<string[]>;
  /**
   * People can see the card from now on. Where silence goes on, all times of a call that stood unseen for `leastMs`
   * or more begin now. Returns when it was opened; null: that was noted before, or some cannot see it yet.
   */
  noteSeen(callId: string, now: Date, leastMs: number): Promise<Date | null>;
  /** Open calls whose card Slack does not show where it belongs, and why, in Slack's word. */
  withLostCard(limit: number): Promise<{ id: string; code: string }[]>;
  /** Somebody deleted a message: if it is the card of an open call, it counts as lost. */
  noteDeleted(message: { channel: string; ts: string }): Promise<void>;
  /** Calls that people have been able to see for so long without anybody noting it, and since when. */
  leftUnnoted(now: Date, olderThanMs: number, limit: number): Promise<{ id: string; at: Date }[]>;
}

/** Votes on calls that several decide; at most one a person and call. */
export interface VoteRows {
  /** A person's vote; it takes the place of their earlier one. */
  put(vote: Vote): Promise<void>;
  /** Oldest first. */
  ofCall(callId: string): Promise<Vote[]>;
}

/** Personal reminders of calls. */
export interface ReminderRows {
  /** Reminds this person at that time; an earlier wish of theirs is replaced. */
  put(reminder: { callId: string; userId: string; at: Date }): Promise<void>;
  due(now: Date, limit: number): Promise<{ callId: string; userId: string; at: Date }[]>;
  /** True only for whoever was first. */
  markSent(callId: string, userId: string, at: Date): Promise<boolean>;
}

/** Whether we, and Slack, are there; one row each. */
export interface PresenceRows {
  /** Says that we are up; returns when that was said last, or null for the first time. Others wait for the row. */
  touch(at: Date): Promise<Date | null>;
  /** Says that somebody is up who hears of Slack: a bot. */
  touchBots(at: Date): Promise<void>;
  /** The time until then is accounted for: as if a bot had been up then, if there ever was one. */
  coverBots(at: Date): Promise<void>;
  /** When a bot last said that it was up, or what it knew of Slack; null: none ever said so. */
  botsSeen(): Promise<Date | null>;
  /** Since when Slack cannot be reached, or null. Others wait for the row. */
  slackDownSince(): Promise<Date | null>;
  setSlackDown(since: Date | null, at: Date): Promise<void>;
  /** Marks runs that should have worked in that time as late. */
  markLate(from: Date, to: Date): Promise<number>;
  /** How late a run is because we were away, and since when; null: it is not. */
  lateOf(runId: string): Promise<{ ms: number; from: Date } | null>;
}

/** Where the cards of calls stand, inside one transaction. */
export interface CallPlaceRows {
  /**
   * Calls whose card stood there before the message `ts` was written, oldest first: those in a thread (`threadTs`
   * null: anywhere in the channel), and with `copyOf` the copies in that person's direct message. Open ones, and those
   * that ended at or after `endedSince`.
   */
  standing(
    place: {
      team: string;
      channel: string;
      threadTs: string | null;
      ts: string;
      copyOf: string | null;
    },
    endedSince: Date,
  ): Promise<HumanCall[]>;
}

/** The rows of human calls, inside one transaction. */
export interface CallRows extends CallReachRows, CallPlaceRows {
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
    via?: DecidedVia,
  ): Promise<boolean>;
  /**
   * Open calls whose deadline is at or before `now`, oldest first; they are locked until the transaction ends, and
   * those that are locked already are left out. Where silence means "go on", a card that is still
   * on its way to Slack does not run out; one that Slack would not take does, or it would wait for ever. Calls of a
   * failed run neither run out nor are reminded of.
   */
  pastDeadline(now: Date, limit: number): Promise<HumanCall[]>;
  /** Ends these by silence, as far as they are open, in one statement; returns the ids of those that it ended. */
  expireAll(ids: readonly string[], at: Date): Promise<string[]>;
  /** Opens a call again that a stop had cancelled, with the times of the given one; false for any other. */
  reopen(call: HumanCall): Promise<boolean>;
  /** Open calls whose reminder is due and was not sent; one that waits without an end is reminded of again and again. */
  remindersDue(now: Date, limit: number): Promise<HumanCall[]>;
  /** True only for whoever was first with this reminder; `next`: when the one after it is due. */
  markReminded(
    call: Pick<HumanCall, "id" | "remindAt">,
    at: Date,
    next: Date | null,
  ): Promise<boolean>;
  /** The card of an open `release` is seen: its seconds begin, once. */
  beginWindow(card: string, now: Date): Promise<void>;
  /** Ended calls of a run that the run has not taken in yet. */
  untaken(runId: string): Promise<HumanCall[]>;
  markTaken(ids: string[], at: Date): Promise<void>;
}

/** Leave to do one thing once; one row an approval. */
export interface GrantRows {
  /** False if this approval has given its grant. */
  insertIfAbsent(grant: Grant): Promise<boolean>;
  get(callId: string): Promise<Grant | null>;
  /**
   * Uses a grant up by one conditional UPDATE: true only for whoever was first, under the lease's token, before it
   * expires, and only if it is bound to exactly this digest.
   */
  spend(callId: string, by: { digest: string; token: number; now: Date }): Promise<boolean>;
  /** The same for its other ends: true only for whoever was first. */
  step(callId: string, from: GrantState, to: GrantState, at: Date): Promise<boolean>;
}

/** Persons as we know them. */
export interface PersonRows {
  get(team: string, id: string): Promise<Person | null>;
  put(person: Person): Promise<void>;
}

/** Asks Slack who somebody is; throws `SLACK_UNREACHABLE`. */
export interface Directory {
  /** `anew`: as of now, whatever was heard before. */
  person(team: string, userId: string, options?: { anew: boolean }): Promise<Person>;
  /** Several people in few calls, in any order; null: too many are not known. */
  people(team: string, userIds: readonly string[]): Promise<Person[] | null>;
  /** Members of a channel, bots and deactivated people left out; unknown channel: []. */
  members(team: string, channel: string): Promise<Person[]>;
}

/** A conversation as the rules look at it. */
export interface ChannelFacts {
  id: string;
  /** Without the `#`; empty for a direct message. */
  name: string;
  kind: "public" | "private" | "im" | "mpim";
  /** Shared with another organisation. */
  isExternal: boolean;
  /** Whether Fermata is in it. */
  hasBot: boolean;
}

/**
 * Asks Slack about conversations; throws `SLACK_UNREACHABLE`. Answers are at most a minute old; `maxAgeMs` where
 * that is too old, 0 asks anew.
 */
export interface Channels {
  /** Null: there is none that Fermata can see. */
  facts(channel: string, maxAgeMs?: number): Promise<ChannelFacts | null>;
  /**
   * Ids of everybody in it, bots and Fermata too; null: not known, or more than 1,000. `maxAgeMs` where a minute is
   * too old; 0 asks anew.
   */
  memberIds(channel: string, maxAgeMs?: number): Promise<string[] | null>;
  /** Whether a person is in it, also where it has more members than can be named; unknown counts as no. */
  isIn(userId: string, channel: string, maxAgeMs?: number): Promise<boolean>;
  /** The id of the direct message with a person. */
  dmWith(userId: string): Promise<string>;
  /** The channel of this name, with or without `#`, among those that Fermata is in; else null. */
  named(name: string): Promise<ChannelFacts | null>;
}

/** Asks Slack about a file; throws `SLACK_UNREACHABLE`. */
export interface Files {
  /** The file and who put it there; null: there is none that Fermata can see. */
  info(fileId: string): Promise<{ file: FileRef; userId: string } | null>;
}

/** What the humans room touches in one transaction. */
export interface HumansRows {
  calls: CallRows;
  votes: VoteRows;
  reminders: ReminderRows;
  presence: PresenceRows;
  grants: GrantRows;
  joins: JoinRows;
  rules: RuleRows;
  mornings: MorningRows;
  people: PersonRows;
  outbox: OutboxRows;
  ledger: LedgerRows;
  artifacts: ArtifactRows;
  runs: RunForHumans;
}

/** What people decide about, by id. */
export interface ArtifactRows {
  get(id: string): Promise<Artifact | null>;
  /** All of a run, oldest first. */
  ofRun(runId: string): Promise<Artifact[]>;
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
  /** Raises what the run may spend to at least this, in US dollars: an absolute amount, so a repeat changes nothing. */
  raiseCap(runId: string, toUsd: number): Promise<void>;
  /** True if the run was not ended and nobody had asked for a stop before. */
  requestStop(runId: string, by: string, at: Date, why?: "deleted"): Promise<boolean>;
  summary(runId: string): Promise<{
    id: string;
    team: string;
    /** Where the job is shown; null: at top level. */
    channel: string;
    threadTs: string | null;
    /** Where it was asked. */
    origin: { channel: string; threadTs: string };
    title: string;
    status: string;
    requester: Named;
    requesterTz: string;
    messageTs: string;
  } | null>;
}
