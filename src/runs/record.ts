import type { Ports, StepKey } from "../../graphs/ports.js";
import type { Clock } from "../clock.js";
import type { Note } from "../domain/note.js";
import type { Transact } from "../domain/transact.js";
import { showChecked } from "../delivery/checked.js";
import { showStatus, workingFooter } from "../delivery/status.js";
import { append } from "../ledger/append.js";
import type { KeptInput } from "./begin/begin.js";
import type { RunsRows } from "./ports.js";

/** What the record port needs: the lease under which it writes, and what the run started with. */
export interface RecordContext {
  transact: Transact<RunsRows>;
  token: number;
  input: KeptInput;
  capUsd: number;
  clock: Clock;
}

/** Makes the port by which the graph ticks the status and writes facts: one fenced transaction a step. */
export function createRecord(context: RecordContext): Ports["record"] {
  return async (step, change) => {
    await context.transact(async (rows) => {
      await rows.runs.fence(step.runId, context.token);
      if (change.title) await rows.runs.setTitle(step.runId, context.token, change.title);
      if (change.lines) await rows.tasks.put(step.runId, change.lines);
      const edited = change.checked && (await rows.calls.get(change.checked.callId));
      if (change.checked && edited) await showChecked(rows, edited, change.checked.line);
      await writeFacts(rows, step, change.facts ?? [], context.clock.now());
      if (change.title || change.lines || change.now !== undefined) {
        await tick(rows, step.runId, change.now ?? "", context);
      }
    });
  };
}

/** Makes the port that hands follow-ups to the graph and marks them as taken. */
export function createNotes(
  context: Pick<RecordContext, "transact" | "token" | "clock"> & {
    /** A look without a transaction: mostly there is nothing new. */
    ofRun: (runId: string) => Promise<Note[]>;
  },
): Ports["notes"] {
  return async (runId) => {
    const seen = await context.ofRun(runId);
    if (seen.every((note) => note.takenAt !== null)) return seen.map(worded);
    return context.transact(async (rows) => {
      await rows.runs.fence(runId, context.token);
      const notes = await rows.notes.ofRun(runId);
      const fresh = notes.filter((note) => note.takenAt === null);
      if (fresh.length > 0) {
        const now = context.clock.now();
        await rows.notes.markTaken(
          fresh.map((note) => note.id),
          now,
        );
        for (const note of fresh) {
          await append(rows.ledger, {
            chain: `run:${runId}`,
            kind: "note_taken",
            key: `${note.id}:taken`,
            actor: note.userId,
            at: now,
            data: { note: note.id },
          });
        }
      }
      return notes.map(worded);
    });
  };
}

function worded(note: Note): { by: string; text: string } {
  return { by: note.userName, text: note.text };
}

async function writeFacts(
  rows: RunsRows,
  step: StepKey,
  facts: NonNullable<Parameters<Ports["record"]>[1]["facts"]>,
  at: Date,
): Promise<void> {
  for (const [index, fact] of facts.entries()) {
    await append(rows.ledger, {
      chain: `run:${step.runId}`,
      kind: fact.kind,
      // run:step:kind, so that a step that runs again writes nothing new.
      key: `${step.key}:${fact.kind}:${index}`,
      actor: null,
      at,
      data: fact.data,
    });
  }
}

async function tick(
  rows: RunsRows,
  runId: string,
  now: string,
  { input, capUsd }: Pick<RecordContext, "input" | "capUsd">,
): Promise<void> {
  const run = await rows.runs.summary(runId);
  if (!run) return;
  const then =
    input.graph.approval.wanted || input.graph.post
      ? input.graph.approval.approvers.map((one) => one.name).join(" or ")
      : "";
  await showStatus(rows, run, {
    phase: "working",
    tasks: await rows.tasks.list(runId),
    now,
    footer: workingFooter(capUsd, then),
  });
}
