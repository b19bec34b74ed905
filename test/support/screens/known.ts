import type { Shown } from "../../../src/domain/shown.js";

/** One fixture: what it is, and the data that it is rendered from. */
export interface Screen<S extends Shown = Shown> {
  title: string;
  shown: S;
  /** Whom a new post may ping; absent: nobody. */
  pings?: string[];
  /** What the workspace refused, e.g. `block:plan`. */
  refused?: string[];
}

// Ids as they really look, so that one which gets into a text is noticed.
export const maya = { id: "U0MAYA0001", name: "Maya" };
export const priya = { id: "U0PRIYA001", name: "Priya" };
export const tom = { id: "U0TOM00001", name: "Tom" };
export const leo = { id: "U0LEO00001", name: "Leo" };
export const runId = "run_6f1c2b3a4d5e6f708192a3b4c5d6e7f8";
export const callId = "call_0a1b2c3d4e5f60718293a4b5c6d7e8f9";
export const scheduleId = "sch_9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b";
export const at = "2026-11-20T13:09:00.000Z";
export const deadlineAt = "2026-11-20T16:00:00.000Z";
export const zone = "Europe/Berlin";
