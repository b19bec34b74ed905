import { currentVersion } from "../../graphs/versions.js";
import type { Clock } from "../clock.js";
import type { FileConfig } from "../config.js";
import type { Directory } from "../humans/ports.js";
import { createAuthoriser } from "../humans/authorise.js";
import { createDecide } from "../humans/decide.js";
import { createLook } from "../humans/look.js";
import { createAccept } from "../intake/accept.js";
import { createAcceptClick } from "../intake/accept-click.js";
import { createHandleInbox } from "../intake/handle-inbox.js";
import { createStartGoal } from "../intake/start-goal.js";
import type { Log } from "../log.js";
import { type Advance, type AdvanceDeps, createAdvance } from "../runs/advance.js";
import { createAgain } from "../runs/again.js";
import { createAnswerWhy } from "../runs/answer-why.js";
import { createBegin } from "../runs/begin.js";
import { createStop } from "../runs/stop.js";
import { createSweep, type Sweep } from "../runs/sweep.js";
import type { Waker } from "../runs/ports.js";
import type { Identity } from "../slack/connect.js";
import { splitResult } from "../slack/text/split-result.js";
import type { Store } from "../store/store.js";
import { offersOf } from "../tools/offers.js";

/** A click that nobody handled for this long is picked up by the sweeper. */
const LEFT_AFTER_MS = 5_000;

/** The inner rooms, bound to each other. */
export interface Rooms {
  accept: ReturnType<typeof createAccept>;
  acceptClick: ReturnType<typeof createAcceptClick>;
  handleInbox: ReturnType<typeof createHandleInbox>;
  look: ReturnType<typeof createLook>;
  advance: Advance;
  sweep: Sweep;
}

/** Binds the inner rooms to the store, the directory and the graphs. */
export function createRooms(deps: {
  store: Store;
  directory: Directory;
  identity: Identity;
  file: FileConfig;
  practice: boolean;
  buildGraph: AdvanceDeps["buildGraph"];
  waker: Waker;
  clock: Clock;
  log: Log;
}): Rooms {
  const { store, clock, log, file, waker } = deps;
  const { transact } = store;
  const policy = { approvers: file.policy.approvers, admins: file.operator.admins };
  const settings = { graphVersion: currentVersion, capUsd: file.budgets.perRunUsd };
  const authoriser = createAuthoriser({ transact, directory: deps.directory, clock });
  const handleInbox = createHandleInbox({
    transact,
    decide: createDecide({ transact, authoriser, clock }),
    stop: createStop({ transact, authoriser, policy, clock }),
    again: createAgain({ transact, authoriser, clock, settings }),
    why: createAnswerWhy({ transact, authoriser, clock }),
    startGoal: createStartGoal({ transact, authoriser, clock, settings }),
    waker,
    clock,
    log,
  });
  return {
    accept: createAccept({
      transact: store.transactNow,
      clock,
      settings: {
        ...settings,
        botUserId: deps.identity.botUserId,
        keepDays: file.retention.keepDays,
        runBy: file.operator.runBy,
      },
    }),
    acceptClick: createAcceptClick({ transact: store.transactNow, clock }),
    handleInbox,
    look: createLook({ transact, authoriser, clock }),
    advance: createAdvance({
      transact,
      begin: createBegin({
        authoriser,
        directory: deps.directory,
        policy,
        limits: file.limits,
        offersOf,
      }),
      buildGraph: deps.buildGraph,
      clock,
      log,
      practice: deps.practice,
      waiting: file.waiting,
      splitResult: (markdown) => splitResult(markdown, deps.identity.domain),
    }),
    sweep: createSweep({
      transact,
      leftInbox: () => store.read.inbox.left(new Date(clock.now().getTime() - LEFT_AFTER_MS), 100),
      handleInbox,
      waker,
      clock,
      log,
    }),
  };
}
