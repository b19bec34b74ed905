import { createContext, useContext } from "react";
import type { BrowserReply, BrowserState, BrowserVerb } from "../../workspace/browser-contract.js";
import type { VerbBody } from "./api.js";
import type { Place } from "./place.js";

/** Does one thing as the person who looks; what went wrong is also shown as a toast. */
export type Act = <V extends BrowserVerb>(verb: V, body: VerbBody<V>) => Promise<BrowserReply>;

/** What every part of the page may use. */
export interface Desk {
  state: BrowserState;
  place: Place;
  theme: "light" | "dark";
  /** Ticks once a minute, so that "5 minutes ago" stays true. */
  nowSeconds: number;
  go: (change: Partial<Place>) => void;
  act: Act;
  /** The same without the toast, for forms that show errors themselves. */
  ask: Act;
  toast: (line: string, kind?: "error" | "note") => void;
  draftOf: (key: string) => string;
  keepDraft: (key: string, text: string) => void;
}

const context = createContext<Desk | null>(null);

/** Gives the desk to everything below. */
export const DeskProvider = context.Provider;

/** The desk of the person who looks. */
export function useDesk(): Desk {
  const desk = useContext(context);
  if (!desk) throw new Error("useDesk needs a DeskProvider above it");
  return desk;
}
