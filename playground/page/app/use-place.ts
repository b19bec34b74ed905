import { useCallback, useEffect, useState } from "react";
import { readPlace, writePlace, type Place } from "./place.js";

/** The place in the address, and how to go somewhere else (the back button comes back). */
export function usePlace(): [Place, (change: Partial<Place>, replace?: boolean) => void] {
  const [place, setPlace] = useState(() => readPlace(window.location.hash));

  useEffect(() => {
    const follow = (): void => setPlace(readPlace(window.location.hash));
    window.addEventListener("hashchange", follow);
    window.addEventListener("popstate", follow);
    return () => {
      window.removeEventListener("hashchange", follow);
      window.removeEventListener("popstate", follow);
    };
  }, []);

  const go = useCallback((change: Partial<Place>, replace = false): void => {
    const next = { ...readPlace(window.location.hash), messageTs: undefined, ...change };
    const hash = writePlace(next);
    if (hash !== window.location.hash) {
      if (replace) window.history.replaceState(null, "", hash);
      else window.history.pushState(null, "", hash);
    }
    setPlace(next);
  }, []);

  return [place, go];
}
