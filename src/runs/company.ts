/** A run that loses this many workers without a step forward in between does not get another one. */
export const MAX_CUT_OFF = 3;
/** From here on the next loss is the last: it must be the run's own fault. */
const SUSPECT = MAX_CUT_OFF - 1;

/** A suspect that found company is expected back within this time; each sweep brings it. */
const BACK_WITHIN_MS = 5_000;
/** For so long no new runs are taken here, so that suspects can be alone; then they work beside those who are there. */
const LONGEST_WAIT_MS = 15_000;

/** A run under one lease: where a process loses a run and takes it again, its earlier work may end after that. */
export interface Member {
  id: string;
  token: number;
}

/**
 * Who works beside whom in this process. A process that dies takes all its runs with it, and only one may be the cause: a
 * run on its last chance therefore works alone, until it has made a step, and never beside another one of its kind.
 */
export interface Company {
  /** Whether a run may be taken here now; one that may not is left for other processes and the next sweep. */
  isOpen(): boolean;
  /** False: the run is to be handed back, because it would not be alone. Whoever came in has to `leave`. */
  enter(run: Member & { attempts: number }): boolean;
  /** It has made a step since its last worker was lost: others may come. */
  moved(run: Member): void;
  leave(run: Member): void;
}

/** Nobody is there at the start; `nowMs` only goes forward. */
export function createCompany(nowMs: () => number = () => performance.now()): Company {
  const inside = new Set<string>();
  /** Suspects that were handed back, by run, and until when they are expected: they come under another lease. */
  const waiting = new Map<string, number>();
  let waitingSince = 0;
  let alone: string | null = null;

  function someoneWaits(): boolean {
    for (const [id, until] of waiting) if (until <= nowMs()) waiting.delete(id);
    return waiting.size > 0;
  }
  const hasWaitedLong = () => nowMs() - waitingSince >= LONGEST_WAIT_MS;

  function enterAlone(run: Member): boolean {
    const { id } = run;
    if (!someoneWaits()) waitingSince = nowMs();
    if (alone !== null || (inside.size > 0 && !hasWaitedLong())) {
      waiting.set(id, nowMs() + BACK_WITHIN_MS);
      return false;
    }
    waiting.delete(id);
    alone = seatOf(run);
    inside.add(alone);
    return true;
  }

  return {
    isOpen: () => alone === null && (!someoneWaits() || hasWaitedLong()),
    enter(run) {
      if (run.attempts === SUSPECT) return enterAlone(run);
      // It was taken in the same moment as the suspect.
      if (alone !== null && run.attempts < SUSPECT) return false;
      inside.add(seatOf(run));
      return true;
    },
    moved(run) {
      if (alone === seatOf(run)) alone = null;
    },
    leave(run) {
      inside.delete(seatOf(run));
      if (alone === seatOf(run)) alone = null;
    },
  };
}

const seatOf = ({ id, token }: Member) => `${id}:${token}`;
