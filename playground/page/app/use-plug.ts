import { useCallback, useEffect, useState } from "react";
import { z } from "zod";

const status = z.object({
  state: z.enum(["up", "down", "starting"]),
  kills: z.number(),
  practice: z.boolean(),
});

/** How the bot's process is doing; undefined where nobody offers to kill it. */
export type PlugStatus = z.infer<typeof status>;

const busyPollMs = 700;
const calmPollMs = 5_000;
const lineShownMs = 8_000;

async function read(path: string, init?: RequestInit): Promise<PlugStatus | undefined> {
  try {
    const response = await fetch(path, init);
    if (!response.ok) return undefined;
    const parsed = status.safeParse(await response.json());
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Without the parent process there is no plug to show; the connection dot tells the rest.
    return undefined;
  }
}

/** Follows the bot's process; `pull` kills it; `line` says what happened, for a short while. */
export function usePlug(): {
  status: PlugStatus | undefined;
  line: string | undefined;
  pull: () => Promise<void>;
} {
  const [known, setKnown] = useState<PlugStatus | undefined>(undefined);
  const [line, setLine] = useState<string | undefined>(undefined);
  const [pulled, setPulled] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const poll = async (): Promise<void> => {
      const next = await read("/control/status");
      if (stopped) return;
      setKnown(next);
      if (next?.state === "up" && pulled) {
        setLine("Fermata is back");
        setPulled(false);
        return;
      }
      timer = setTimeout(() => void poll(), pulled ? busyPollMs : calmPollMs);
    };
    void poll();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [pulled]);

  useEffect(() => {
    if (line === undefined || pulled) return;
    const timer = setTimeout(() => setLine(undefined), lineShownMs);
    return () => clearTimeout(timer);
  }, [line, pulled]);

  const pull = useCallback(async (): Promise<void> => {
    setLine("Fermata was killed; it starts again");
    const answered = await read("/control/pull-the-plug", { method: "POST" });
    if (answered) setKnown(answered);
    else setLine("The plug could not be pulled");
    setPulled(answered !== undefined);
  }, []);

  return { status: known, line, pull };
}
