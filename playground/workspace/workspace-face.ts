import type { FieldValue } from "./browser-contract.js";
import type { Carrier, DeliveryKind } from "./carrier.js";
import type { Acked, Deliveries, Delivery } from "./deliveries.js";
import type { Driver } from "./driver.js";
import { eventEnvelope } from "./events.js";
import type { Faults } from "./faults.js";
import {
  click,
  globalShortcut,
  messageShortcut,
  runCommand,
  type Click,
  type InteractionRooms,
} from "./interactions.js";
import type { JsonObject } from "./json.js";
import type { Moves } from "./moves.js";
import { knownChannel, knownPerson } from "./sight.js";
import type { SocketMode } from "./socket.js";
import { closeView, submit, type Submitted } from "./submissions.js";
import type { Call, Ephemeral, Message, Ping, View } from "./types.js";
import { describeWorld, waitForChange, type WaitOptions } from "./wait.js";
import type { WebApi } from "./web-api.js";
import type { World } from "./world.js";

/** A running workspace as tests and the parent process use it; users and channels by id or name. */
export interface Workspace extends Driver, Moves {
  readonly origin: string;
  readonly port: number;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly world: World;
  readonly faults: Faults &
    Pick<SocketMode, "disconnect" | "refuse" | "refused"> & {
      /** Keeps events back, and sends them later in another order. */
      holdEvents: Deliveries["hold"];
      releaseEvents: Deliveries["release"];
    };
  /** Web API calls, oldest first. */
  readonly calls: Call[];
  /** Tries to deliver events and interactions, oldest first. */
  readonly deliveries: Delivery[];
  /** Events given up after the last retry. */
  readonly dropped: JsonObject[];
  rateLimited(): number;
  connected(): boolean;
  connections(): number;
  /** Signed HTTP mode: where the app listens now. */
  useEventsUrl(url: string): void;
  /** Files shared from now on are downloaded from here: where apps reach this server by way of another one. */
  useFilesOrigin(origin: string): void;

  click(click: Click): Promise<Acked>;
  submit(form: {
    user: string;
    viewId: string;
    values: Record<string, FieldValue>;
  }): Promise<Submitted>;
  closeView(at: { user: string; viewId: string; all?: boolean }): Promise<void>;
  shortcut(used: { user: string; channel: string; ts: string; callbackId: string }): Promise<Acked>;
  globalShortcut(used: { user: string; callbackId: string }): Promise<Acked>;
  command(used: { user: string; channel: string; text: string; command?: string }): Promise<Acked>;
  /** Sends a raw payload; `events_api` events without an envelope get one. */
  deliver(
    kind: DeliveryKind,
    payload: JsonObject,
    options?: { duplicate?: boolean; attempt?: number },
  ): Promise<Acked | undefined>;

  /** Messages of a channel, or of one thread with its root, oldest first. */
  messages(channel: string, threadTs?: string): Message[];
  message(channel: string, ts: string): Message | undefined;
  ephemerals(user: string): Ephemeral[];
  /** Open modals, the top one last. */
  views(user: string): View[];
  home(user: string): View | undefined;
  reactions(channel: string, ts: string): { name: string; users: string[] }[];
  /** New messages that pinged this person: mentions, broadcasts and direct messages; never edits. */
  notificationsFor(user: string): Ping[];
  waitFor<T>(
    predicate: (workspace: Workspace) => T | undefined | null | false,
    options?: WaitOptions,
  ): Promise<T>;
  /** What people see now, as text. */
  describe(): string;
  stop(): Promise<void>;
}

/** Puts the parts of a workspace behind one face. */
export function describeWorkspace(parts: {
  origin: string;
  port: number;
  world: World;
  rooms: InteractionRooms;
  driver: Driver;
  moves: Moves;
  api: WebApi;
  faults: Faults;
  socket: SocketMode;
  carrier: Carrier;
  useEventsUrl(url: string): void;
  useFilesOrigin(origin: string): void;
  stop(): Promise<void>;
}): Workspace {
  const { world, rooms, api } = parts;
  const id = (name: string): string => knownPerson(world, name).id;
  const place = (name: string): string => knownChannel(world, name).id;

  const workspace: Workspace = {
    ...parts.driver,
    ...parts.moves,
    origin: parts.origin,
    port: parts.port,
    apiUrl: `${parts.origin}/api/`,
    world,
    faults: {
      ...parts.faults,
      clear() {
        parts.faults.clear();
        parts.socket.refuse(null);
      },
      disconnect: (kind) => parts.socket.disconnect(kind),
      refuse: (why) => parts.socket.refuse(why),
      refused: parts.socket.refused,
      holdEvents: () => rooms.deliveries.hold(),
      releaseEvents: (order) => rooms.deliveries.release(order),
    },
    calls: api.calls,
    deliveries: rooms.deliveries.log,
    dropped: rooms.deliveries.dropped,
    rateLimited: () => api.rateLimited(),
    connected: () => parts.carrier.ready(),
    connections: () => parts.socket.connections(),
    useEventsUrl: (url) => parts.useEventsUrl(url),
    useFilesOrigin: (from) => parts.useFilesOrigin(from),
    click: ({ channel, ...rest }) =>
      click(rooms, {
        ...rest,
        user: id(rest.user),
        ...(channel === undefined ? {} : { channel: place(channel) }),
      }),
    submit: (form) => submit(rooms, { ...form, user: id(form.user) }),
    closeView: (at) => closeView(rooms, { ...at, user: id(at.user) }),
    shortcut: (used) => messageShortcut(rooms, used),
    globalShortcut: (used) => globalShortcut(rooms, used),
    command: (used) => runCommand(rooms, { command: "/fermata", ...used }),
    async deliver(kind, payload, options = {}) {
      if (kind !== "events_api") return rooms.deliveries.ask(kind, payload);
      const envelope =
        payload["type"] === "event_callback" ? payload : eventEnvelope(world, payload);
      rooms.deliveries.event(envelope, options.attempt);
      if (options.duplicate) rooms.deliveries.event(envelope);
      return undefined;
    },
    messages(channel, threadTs) {
      const all = world.messagesIn(place(channel));
      if (threadTs === undefined) return all;
      return all.filter((message) => message.ts === threadTs || message.thread_ts === threadTs);
    },
    message: (channel, ts) => world.message(place(channel), ts),
    ephemerals: (user) => world.state.ephemerals.filter((one) => one.to === id(user)),
    views: (user) => world.stacks.get(id(user)) ?? [],
    home: (user) => world.state.homes[id(user)],
    reactions: (channel, ts) => world.message(place(channel), ts)?.reactions ?? [],
    notificationsFor: (user) => world.state.pings.filter((ping) => ping.user === id(user)),
    waitFor: (predicate, options = {}) =>
      waitForChange(
        world,
        () => predicate(workspace),
        options,
        () => describeWorld(world),
      ),
    describe: () => describeWorld(world),
    stop: () => parts.stop(),
  };
  return workspace;
}
