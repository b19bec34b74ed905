import type { HomeOwner } from "./home-ports.js";

/** Who gets a message in the morning, inside one transaction. */
export interface MorningRows {
  /** From now on, or again at another time. */
  put(owner: HomeOwner, nextAt: Date): Promise<void>;
  remove(owner: HomeOwner): Promise<void>;
  /** Whose time has come, locked; those that somebody else has are left out. */
  due(now: Date, limit: number): Promise<HomeOwner[]>;
}
