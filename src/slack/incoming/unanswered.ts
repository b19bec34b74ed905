/** What Slack has sent and we have not acknowledged yet: it is committed in a moment, and the socket must live for that. */
export interface Unanswered {
  /** Something came; call what is returned when it is acknowledged, or will never be. */
  came(): () => void;
  /** Resolves when everything is answered, or after `longestMs`. */
  none(longestMs: number): Promise<void>;
}

/** Begins with nothing. */
export function createUnanswered(): Unanswered {
  let open = 0;
  const waiting: (() => void)[] = [];
  return {
    came() {
      let isOpen = true;
      open += 1;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        open -= 1;
        if (open === 0) for (const go of waiting.splice(0)) go();
      };
    },
    async none(longestMs) {
      if (open === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longestMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
