import type { Delegate } from "../humans/delegate.js";
import type { Waiting } from "../humans/waiting.js";
import type { createLook } from "../humans/look.js";
import type { createAccept } from "../intake/accept.js";
import type { createAcceptDeleted } from "../intake/accept-deleted.js";
import type { createAcceptClick, createAcceptClicks } from "../intake/accept-click.js";
import type { createHandleInbox } from "../intake/handle-inbox.js";
import type { Accepted } from "../intake/accepted.js";
import type { Opened } from "../intake/opened.js";
import type { NativeStop } from "../domain/incoming.js";
import type { Advance } from "../runs/advance.js";
import type { OnShown } from "../runs/post/on-shown.js";
import type { Stop } from "../runs/stop.js";
import type { Sweep } from "../runs/sweep.js";
import type { ScheduleLook } from "../schedules/look.js";

/** The inner rooms, bound to each other. */
export interface Rooms {
  accept: ReturnType<typeof createAccept>;
  acceptDeleted: ReturnType<typeof createAcceptDeleted>;
  acceptClick: ReturnType<typeof createAcceptClick>;
  acceptClicks: ReturnType<typeof createAcceptClicks>;
  /** Slack's own Stop. */
  acceptStop: (stopped: NativeStop) => Promise<Accepted>;
  opened: Opened;
  handleInbox: ReturnType<typeof createHandleInbox>;
  look: ReturnType<typeof createLook>;
  delegate: Delegate;
  stop: Stop;
  waiting: Waiting;
  /** At a start, before anything works. */
  returned: () => Promise<void>;
  scheduleLook: ScheduleLook;
  /** Starts what is due; the sweeper makes it too. */
  schedulePass: () => Promise<void>;
  advance: Advance;
  sweep: Sweep;
  /** One look for runs whose worker is gone; the milliseconds until the next. */
  rescue: () => Promise<number>;
  onShown: OnShown;
}
