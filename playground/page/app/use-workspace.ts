import { useEffect, useState } from "react";
import type { BrowserState } from "../../workspace/browser-contract.js";
import { fetchState } from "./api.js";

/** What the page knows and whether the line to the workspace is open. */
export interface Live {
  state: BrowserState | null;
  online: boolean;
  /** Why nothing could be shown, in a plain sentence. */
  trouble: string | undefined;
}

/** Follows what one person can see: reads it once, then again after every change. */
export function useWorkspace(user: string | undefined): Live {
  const [live, setLive] = useState<Live>({ state: null, online: false, trouble: undefined });

  useEffect(() => {
    const abort = new AbortController();
    let reading = false;
    let again = false;
    const read = async (): Promise<void> => {
      if (reading) {
        again = true;
        return;
      }
      reading = true;
      try {
        const state = await fetchState(user, abort.signal);
        setLive((before) => ({ ...before, state, trouble: undefined }));
      } catch (error) {
        if (abort.signal.aborted) return;
        console.error(error);
        setLive((before) => ({ ...before, trouble: "The workspace cannot be read right now." }));
      } finally {
        reading = false;
      }
      if (again && !abort.signal.aborted) {
        again = false;
        await read();
      }
    };
    void read();
    if (user === undefined) return () => abort.abort();
    const stream = new EventSource(`/browser/stream?user=${encodeURIComponent(user)}`);
    stream.addEventListener("changed", () => void read());
    stream.addEventListener("open", () => {
      setLive((before) => ({ ...before, online: true }));
      void read();
    });
    stream.addEventListener("error", () => setLive((before) => ({ ...before, online: false })));
    return () => {
      abort.abort();
      stream.close();
    };
  }, [user]);

  return live;
}
