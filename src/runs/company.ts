/** A run that loses this many workers without a step forward in between does not get another one. */
export const MAX_CUT_OFF = 3;
/** From here on the next loss is the last: it must be the run's own fault. */
const SUSPECT = MAX_CUT_OFF - 1;

/** A suspect that found company is expected back within this time; each sweep brings it. */
const BACK_WITHIN_MS = 5_000;
/** For so long no new runs are taken here, so that suspects can be alone; then they work beside those who are there. */
const LONGEST_WAIT_MS = 15_000;
/** Who was turned away beyond these is left to the sweep. */
const MOST_REMEMBERED = 1_000;

/** A run under one lease: where a process loses a run and takes it again, its earlier work may end after that. */
export interface Member {
  id: string;
  token: number;
}

/**
 * Who works beside whom in this process. A process that dies takes all its runs with it, and only one may be the cause: a
 * run on its last chance therefore works alone, until it has made a step, and never beside another one of its kind. Who
 * is turned away is called back as soon as it may come.
 */
export interface Company {
  /** Whether this run may be taken here now; one that may not is expected back, and free for other processes. */
  admits(runId: string): boolean;
  /** False: the run is to be handed back, because it would not be alone. Whoever came in has to `leave`. */
  enter(run: Member & { attempts: number }): boolean;
  /** It was handed back, so that it can be called back from now on. */
  handedBack(run: Member & { attempts: number }): void;
  /** Another process has it, or it is over: nobody waits for it here. */
  forget(runId: string): void;
  /** It has made a step since its last worker was lost: others may come. */
  moved(run: Member): void;
  leave(run: Member): void;
  /** The runs to be woken now: the suspect that can be alone, until it comes; or once all others that were turned away. */
  callBack(): CalledBack[];
}

/** Whom to wake; `past`: the token of the lease under which it was handed back, null where it had none here. */
export interface CalledBack {
  id: string;
  past: number | null;
}

/** Nobody is there at the start; `nowMs` only goes forward. */
export function createCompany(nowMs: () => number = () => performance.now()): Company {
  const inside = new Set<string>();
  /** Suspects that were handed back, by run, and until when they are expected: they come under another lease. */
  const waiting = new Map<string, { untilMs: number; past: number }>();
  const turnedAway = new Map<string, number | null>();
  let waitingSince = 0;
  let alone: string | null = null;

  function someoneWaits(): boolean {
    for (const [id, { untilMs }] of waiting) if (untilMs <= nowMs()) waiting.delete(id);
    return waiting.size > 0;
  }
  const hasWaitedLong = () => nowMs() - waitingSince >= LONGEST_WAIT_MS;
  const isFree = () => alone === null && (inside.size === 0 || hasWaitedLong());

  function waitsAlone(id: string, past: number): void {
    if (!someoneWaits()) waitingSince = nowMs();
    waiting.set(id, { untilMs: nowMs() + BACK_WITHIN_MS, past });
  }

  function waitsOutside(id: string, past: number | null): void {
    if (turnedAway.size < MOST_REMEMBERED) turnedAway.set(id, past);
  }

  function enterAlone(run: Member): boolean {
    if (!someoneWaits()) waitingSince = nowMs();
    if (!isFree()) {
      waitsAlone(run.id, run.token);
      return false;
    }
    waiting.delete(run.id);
    alone = seatOf(run);
    inside.add(alone);
    return true;
  }

  return {
    admits(id) {
      const isOpen = !someoneWaits() || hasWaitedLong();
      const expected = waiting.get(id);
      if (expected ? isFree() : alone === null && isOpen) return true;
      if (expected) waitsAlone(id, expected.past);
      else waitsOutside(id, null);
      return false;
    },
    enter(run) {
      if (run.attempts === SUSPECT) return enterAlone(run);
      // It was taken in the same moment as the suspect.
      if (alone !== null && run.attempts < SUSPECT) return false;
      // It was one, and has made a step elsewhere, or lost its last worker.
      waiting.delete(run.id);
      inside.add(seatOf(run));
      return true;
    },
    handedBack({ id, token, attempts }) {
      if (attempts === SUSPECT) waitsAlone(id, token);
      else waitsOutside(id, token);
    },
    forget: (id) => void waiting.delete(id),
    moved(run) {
      if (alone === seatOf(run)) alone = null;
    },
    leave(run) {
      inside.delete(seatOf(run));
      if (alone === seatOf(run)) alone = null;
    },
    callBack() {
      if (alone !== null) return [];
      if (someoneWaits()) {
        const [next] = waiting;
        return next && inside.size === 0 ? [{ id: next[0], past: next[1].past }] : [];
      }
      const all = [...turnedAway].map(([id, past]) => ({ id, past }));
      turnedAway.clear();
      return all;
    },
  };
}

const seatOf = ({ id, token }: Member) => `${id}:${token}`;
