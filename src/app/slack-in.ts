import type { WebClient } from "@slack/web-api";
import type { Config } from "../config.js";
import { type HelpSettings, offerHelp } from "../intake/offer-help.js";
import { whisper } from "../delivery/whisper.js";
import type { Log } from "../log.js";
import type { Meter } from "../meter.js";
import { createSlackIn, type Identity, type SlackIn } from "../slack/connect.js";
import { createLateEvents } from "../slack/incoming/late-events.js";
import { readEvent } from "../slack/incoming/read-event.js";
import { createTellLate } from "../slack/incoming/tell-late.js";
import type { ListenerDeps } from "../slack/listeners/deps.js";
import { registerListeners } from "../slack/listeners/register.js";
import { isMember } from "../slack/is-member.js";
import type { Store } from "../store/store.js";
import type { Waker } from "../runs/ports.js";
import type { HealthRoute } from "./health.js";
import { createLastAccepted } from "./last-accepted.js";
import type { Rooms } from "./rooms-face.js";

/** Binds Slack's way in to the rooms: events through intake, clicks through the listeners. */
export function bindSlackIn(deps: {
  config: Config;
  client: WebClient;
  identity: Identity;
  rooms: Rooms;
  store: Store;
  waker: Waker;
  routes: HealthRoute[];
  socketPatienceMs: number | undefined;
  farewell: (() => Promise<void>) | undefined;
  log: Log;
  meter: Meter;
}): SlackIn {
  const { config, identity, log } = deps;
  const rooms = rememberAccepted(deps);
  const help = {
    botUserId: identity.botUserId,
    keepDays: config.file.retention.keepDays,
    runBy: config.file.operator.runBy,
  };
  const accept = async (body: unknown) => {
    const meaning = readEvent(body, identity);
    if (!meaning) return;
    if (meaning.kind === "opened" && meaning.tab === "messages") {
      await rooms.opened.messages(meaning);
      return;
    }
    if (meaning.kind === "deleted") {
      for (const id of await rooms.acceptDeleted(meaning)) soon(deps.waker.wake(id));
      return;
    }
    if (meaning.kind === "opened") {
      await rooms.opened.home(meaning);
      soon(rooms.opened.known(meaning));
      return;
    }
    const accepted =
      meaning.kind === "stopped"
        ? await rooms.acceptStop(meaning.stopped)
        : await rooms.accept(meaning.incoming);
    // Committed: from here on the sweeper repairs whatever gets lost.
    for (const id of accepted.inbox) soon(rooms.handleInbox(id));
    for (const id of accepted.wake) soon(deps.waker.wake(id));
  };
  const nameOf = (error: unknown) => (error instanceof Error ? error.name : "?");
  const soon = (work: Promise<unknown>) => {
    work.catch((error: unknown) => log.warn({ error: nameOf(error) }, "left to the sweeper"));
  };

  const tellLate = createTellLate(deps.client, identity);
  const late = createLateEvents({ accept, tellLate: (body) => tellLate.event(body), log });
  const slackIn = createSlackIn({
    transport:
      config.slack.signingSecret === undefined
        ? {
            kind: "socket",
            appToken: config.slack.appToken ?? "",
            patienceMs: deps.socketPatienceMs,
          }
        : {
            kind: "http",
            signingSecret: config.slack.signingSecret,
            port: config.port,
            farewell: deps.farewell,
            routes: deps.routes,
          },
    botToken: config.slack.botToken,
    apiUrl: config.slack.apiUrl,
    identity,
    accept: (body, isFirst) => late.accept(body, isFirst),
    log,
    meter: deps.meter,
  });
  registerListeners(slackIn.app, listenerDeps({ ...deps, rooms, help }));
  const stop = async () => {
    await late.stop();
    await slackIn.stop();
  };
  return { ...slackIn, stop };
}

/** What Slack was told is safe stays safe if the database forgets its last second. */
function rememberAccepted(deps: { rooms: Rooms; store: Store; log: Log }): Rooms {
  const last = createLastAccepted(deps.log);
  deps.store.signals.onReturn(() => void last.again());
  const { accept, acceptStop, acceptDeleted, acceptClick, acceptClicks } = deps.rooms;
  return {
    ...deps.rooms,
    // An edit after the first words: only the last of them counts.
    accept: last.remember(accept, ({ team, channel, ts }) => `${team}:${channel}:${ts}`),
    acceptStop: last.remember(acceptStop),
    acceptDeleted: last.remember(acceptDeleted),
    acceptClick: last.remember(acceptClick),
    acceptClicks: last.remember(acceptClicks),
  };
}

/** What the listeners need, bound to the rooms. */
export function listenerDeps(deps: {
  client: WebClient;
  identity: Identity;
  rooms: Rooms;
  store: Store;
  help: HelpSettings;
  log: Log;
}): ListenerDeps {
  const { help, identity, log, rooms, store } = deps;
  return {
    acceptClick: rooms.acceptClick,
    acceptClicks: rooms.acceptClicks,
    handle: rooms.handleInbox,
    look: rooms.look,
    delegate: rooms.delegate,
    stop: rooms.stop,
    waiting: rooms.waiting,
    opened: rooms.opened,
    schedules: rooms.scheduleLook,
    home: async (id) => {
      const runId = id.startsWith("run_") ? id : (await store.read.calls.get(id))?.runId;
      const run = runId ? await store.read.runs.summary(runId) : null;
      return run ? { channel: run.channel, threadTs: run.threadTs } : null;
    },
    tellAway: (to) => createTellLate(deps.client, identity).press(to),
    tell: (to, what) => store.transact((rows) => whisper(rows, to, what)),
    openView: async (triggerId, view) => {
      await deps.client.views.open({ trigger_id: triggerId, view });
    },
    updateView: async (viewId, view) => {
      await deps.client.views.update({ view_id: viewId, view });
    },
    isMember: (channel) => isMember(deps.client, channel),
    offerHelp: (to) => store.transact((rows) => offerHelp(rows, to, to.key, help)),
    domain: () => identity.domain,
    team: identity.team,
    log,
  };
}
