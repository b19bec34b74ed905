import type { GraphVersions } from "../../graphs/version.js";
import type { Clock } from "../clock.js";
import type { FileConfig } from "../config.js";
import type { Channels, Directory, Files } from "../humans/ports.js";
import { bindBegin } from "./bind-begin.js";
import { type BoundPolicy, createLookAtRun } from "./bind-policy.js";
import { createAuthoriser } from "../humans/authorise.js";
import { createDecide } from "../humans/decide.js";
import { createAway } from "../humans/away.js";
import { createDelegate } from "../humans/delegate.js";
import { createEscalations } from "../humans/escalations.js";
import { createRemindMe, createSendReminders } from "../humans/remind-me.js";
import { createMornings } from "../humans/mornings.js";
import { createStandingRules } from "../humans/standing-rules.js";
import { createUseRules } from "../humans/use-rules.js";
import { createReadsAlong } from "../humans/reads-along.js";
import { createReach } from "../humans/reach.js";
import { createWaiting } from "../humans/waiting.js";
import { createMayStillDecide } from "../humans/may-still-decide.js";
import { createLook } from "../humans/look.js";
import { createAccept } from "../intake/accept.js";
import { createAcceptDeleted } from "../intake/accept-deleted.js";
import { createByReply } from "../intake/by-reply.js";
import { createAcceptClick, createAcceptClicks } from "../intake/accept-click.js";
import { createHandleInbox } from "../intake/handle-inbox.js";
import { takeNativeStop } from "../intake/native-stop.js";
import { createOpened } from "../intake/opened.js";
import type { Request } from "../domain/request.js";
import { createUndo } from "../intake/undo.js";
import { createStartGoal } from "../intake/start-goal.js";
import type { Log } from "../log.js";
import type { Meter } from "../meter.js";
import { createAdvance } from "../runs/advance.js";
import type { AdvanceDeps } from "../runs/advance-deps.js";
import { createAgain } from "../runs/again.js";
import { createAwayNow } from "../runs/away-now.js";
import { createAnswerWhy } from "../runs/answer-why.js";
import { readKept, readsOf } from "../runs/begin/begin.js";
import { askingOf } from "../runs/begin/find-channels.js";
import type { Leaks } from "../runs/begin/leaks.js";
import { createFeedback } from "../runs/feedback.js";
import { createMayAlso, createMayStill } from "../runs/may-also.js";
import { createPartial } from "../runs/end/partial.js";
import { createRescue } from "../runs/rescue.js";
import { createResume } from "../runs/resume.js";
import { createRetention } from "../runs/retention.js";
import { createOnShown } from "../runs/post/on-shown.js";
import { createTakeDown } from "../runs/post/take-down.js";
import { createRulings } from "../runs/rulings.js";
import { createStop } from "../runs/stop.js";
import { createSweep } from "../runs/sweep.js";
import type { Waker } from "../runs/ports.js";
import { createActOnSchedule } from "../schedules/act.js";
import { createForRuns } from "../schedules/for-runs.js";
import { createScheduleLook } from "../schedules/look.js";
import { createSchedulePass } from "../schedules/pass.js";
import { FILE_METHOD } from "../domain/file-item.js";
import { firstPart, splitResult } from "../slack/text/split-result.js";
import type { Identity } from "../slack/connect.js";
import type { Store } from "../store/store.js";
import type { Rooms } from "./rooms-face.js";

/** A click that nobody handled for this long is picked up by the sweeper. */
const LEFT_AFTER_MS = 5_000;

/** Binds the inner rooms to the store, the directory and the graphs. */
export function createRooms(deps: {
  store: Store;
  directory: Directory;
  channels: Channels;
  files: Files;
  leaks: Leaks;
  identity: Identity;
  file: FileConfig;
  rules: BoundPolicy;
  practice: boolean;
  /** What this process has of the graph, and how it goes on with a run's. */
  versions: GraphVersions;
  graphs: AdvanceDeps["graphs"];
  traced: AdvanceDeps["traced"];
  /** The address of a message in Slack. */
  permalink: (channel: string, ts: string) => string;
  waker: Waker;
  /** Whether Slack can be reached; null: this process cannot tell. */
  slackReachable: () => boolean | null;
  /** Told of every schedule whose times changed. */
  scheduleChanged: (scheduleId: string) => void;
  /** Whether the time is the real one, so that a jump of it was a sleep. */
  sleeps: boolean;
  clock: Clock;
  log: Log;
  meter: Meter;
}): Rooms {
  const { store, clock, log, file, waker, meter } = deps;
  const { transact } = store;
  const policy = { approvers: file.policy.approvers, admins: file.operator.admins };
  const settings = { graphVersion: deps.versions.current, capUsd: file.budgets.perRunUsd };
  const authoriser = createAuthoriser({ transact, directory: deps.directory, clock });
  const rulings = createRulings({ ...deps.rules, channels: deps.channels, authoriser, clock });
  const reads = async (runId: string) => readsOf(readKept(await store.read.runs.input(runId)));
  const reach = createReach({ channels: deps.channels, reads });
  const readsAlong = createReadsAlong({ channels: deps.channels, reads });
  const allCanRead = (request: Request, channels: string[]) =>
    deps.leaks.allCanRead(askingOf(request), channels);
  const delegate = createDelegate({
    transact,
    authoriser,
    reach,
    mayAlso: createMayAlso({ rulings, look: createLookAtRun(store) }),
    clock,
  });
  const split = (markdown: string) => splitResult(markdown, deps.identity.domain);
  const schedules = createForRuns({
    transact,
    authoriser,
    channels: deps.channels,
    clock,
    changed: deps.scheduleChanged,
  });
  const schedulePass = createSchedulePass({
    transact,
    waker,
    clock,
    log,
    settings,
    changed: deps.scheduleChanged,
  });
  const decide = createDecide({
    transact,
    authoriser,
    mayStill: createMayStillDecide({
      authoriser,
      rules: createMayStill({ rulings, look: createLookAtRun(store) }),
    }),
    channels: deps.channels,
    files: deps.files,
    policyVersion: deps.rules.policy.version,
    clock,
  });
  const stop = createStop({ transact, authoriser, policy, clock });
  const ruleDeps = {
    transact,
    authoriser,
    channels: deps.channels,
    policyVersion: deps.rules.policy.version,
    settings: file.standingRules,
    clock,
  };
  const standing = createStandingRules(ruleDeps);
  const handleInbox = createHandleInbox({
    schedules: createActOnSchedule({
      transact,
      authoriser,
      policy,
      clock,
      settings,
      changed: deps.scheduleChanged,
    }),
    transact,
    decide,
    byReply: createByReply({ transact, decide }),
    undo: createUndo({ transact, decide, clock }),
    takeDown: createTakeDown({ transact, authoriser, clock }),
    stop,
    again: createAgain({ transact, authoriser, clock, settings }),
    resume: createResume({ transact, authoriser, policy, clock }),
    partial: createPartial({
      transact,
      authoriser,
      allCanRead,
      clock,
      practice: deps.practice,
      splitResult: split,
    }),
    feedback: createFeedback({ transact, authoriser, clock }),
    why: createAnswerWhy({ transact, authoriser, clock }),
    delegate,
    rules: standing,
    morning: createMornings({ transact, authoriser, clock }),
    remindMe: createRemindMe({ transact, authoriser, clock }),
    startGoal: createStartGoal({ transact, authoriser, clock, settings }),
    waker,
    clock,
    log,
  });
  const help = {
    botUserId: deps.identity.botUserId,
    keepDays: file.retention.keepDays,
    runBy: file.operator.runBy,
  };
  const away = createAway({
    transact,
    slackReachable: deps.slackReachable,
    clock,
    sleeps: deps.sleeps,
  });
  const linkTo = async (channel: string, ts: string) => {
    const place = /^[UW]/.test(channel) ? await deps.channels.dmWith(channel) : channel;
    return `https://${deps.identity.domain}.slack.com/archives/${place}/p${ts.replace(".", "")}`;
  };
  return {
    accept: createAccept({
      transact: store.transactNow,
      clock,
      settings: { ...settings, ...help },
    }),
    acceptStop: (stopped) =>
      store.transactNow((rows) => takeNativeStop(rows, stopped, clock.now())),
    opened: createOpened({ transact: store.transactNow, authoriser, clock, help }),
    acceptDeleted: createAcceptDeleted({ transact: store.transactNow, clock }),
    acceptClick: createAcceptClick({ transact: store.transactNow, clock }),
    acceptClicks: createAcceptClicks({ transact: store.transactNow, clock }),
    handleInbox,
    delegate,
    stop,
    waiting: createWaiting({ transact, authoriser, clock }),
    returned: () => away.returned(),
    look: createLook({ transact, authoriser, readsAlong, files: deps.files, clock }),
    scheduleLook: createScheduleLook({ transact, authoriser }),
    schedulePass,
    advance: createAdvance({
      transact,
      transactNow: store.transactNow,
      waker,
      schedules,
      begin: bindBegin({
        ...deps,
        authoriser,
        rulings,
        schedules,
        limits: file.limits,
        reads,
      }),
      graphs: deps.graphs,
      traced: deps.traced,
      meter,
      clock,
      log,
      practice: deps.practice,
      maxWorkMs: file.limits.maxWorkMinutes * 60_000,
      modelPatienceMs: file.models.patienceMinutes * 60_000,
      waiting: file.waiting,
      allCanRead,
      reach,
      rulings,
      awayNow: createAwayNow(deps.directory),
      ruled: policy.approvers,
      splitResult: split,
      firstPart: (markdown) => firstPart(markdown, deps.identity.domain),
      takesFiles: async () =>
        !(await store.surface.refused(deps.identity.team)).has(`method:${FILE_METHOD}`),
      permalink: deps.permalink,
    }),
    onShown: createOnShown({ transact, waker, seen: (callId) => away.seen(callId), clock, log }),
    rescue: createRescue({
      find: () => store.read.runs.lapsed(100, deps.graphs.here),
      nextEndMs: () => store.read.runs.nextLapseMs(),
      waker,
      log,
    }),
    sweep: createSweep({
      transact,
      versions: deps.graphs.here,
      due: store.due,
      splitResult: split,
      leftInbox: () => store.read.inbox.left(new Date(clock.now().getTime() - LEFT_AFTER_MS), 100),
      handleInbox,
      stillUp: () => away.stillUp(),
      noteSeen: () => away.noteLeft(),
      escalate: createEscalations({ transact, reach, clock }),
      useRules: createUseRules({ ...ruleDeps, decide }),
      sendReminders: createSendReminders({ transact, linkTo, clock }),
      schedules: schedulePass,
      deleteOld: createRetention({ transact, keepDays: file.retention.keepDays, clock, meter }),
      workingHours: file.waiting.workingHours,
      waker,
      clock,
      log,
      meter,
    }),
  };
}
