import { EventEmitter } from "node:events";
import type { Channel, Clock, Message, Person, StoredFile, View, WorldState } from "./types.js";

/** The visible world: rows, how to find them, and one signal whenever something changed. */
export interface World {
  readonly state: WorldState;
  readonly clock: Clock;
  /** Modals that are open, per person, the top one last. They do not survive a restart. */
  readonly stacks: Map<string, View[]>;
  version(): number;
  /** Tells everybody who waits that something is different now. */
  touch(): void;
  onChange(listener: () => void): () => void;
  nextTs(): string;
  nextId(prefix: string): string;
  nowSeconds(): number;
  person(id: string): Person | undefined;
  channel(id: string): Channel | undefined;
  messagesIn(channelId: string): Message[];
  message(channelId: string, ts: string): Message | undefined;
  file(id: string): StoredFile | undefined;
  /** The direct message between two people, made when there is none yet. */
  dmBetween(a: string, b: string): Channel;
}

/** Opens a world on the given rows; the rows are changed in place. */
export function createWorld(state: WorldState, clock: Clock): World {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  let version = 0;

  const touch = (): void => {
    version += 1;
    emitter.emit("change");
  };
  const nowSeconds = (): number => Math.floor(clock.now().getTime() / 1000);
  const nextTs = (): string => {
    const micros = Math.max(clock.now().getTime() * 1000, state.lastTsMicros + 1);
    state.lastTsMicros = micros;
    const seconds = Math.floor(micros / 1_000_000);
    return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}`;
  };
  const nextId = (prefix: string): string => {
    state.lastId += 1;
    return `${prefix}0${state.lastId.toString(36).toUpperCase().padStart(8, "0")}`;
  };
  const messagesIn = (channelId: string): Message[] => (state.messages[channelId] ??= []);

  return {
    state,
    clock,
    stacks: new Map(),
    version: () => version,
    touch,
    onChange(listener) {
      emitter.on("change", listener);
      return () => emitter.off("change", listener);
    },
    nextTs,
    nextId,
    nowSeconds,
    person: (id) => state.people.find((person) => person.id === id),
    channel: (id) => state.channels.find((channel) => channel.id === id),
    messagesIn,
    message: (channelId, ts) => messagesIn(channelId).find((message) => message.ts === ts),
    file: (id) => state.files.find((file) => file.id === id),
    dmBetween(a, b) {
      const found = state.channels.find(
        (channel) => channel.isDm && channel.members.includes(a) && channel.members.includes(b),
      );
      if (found) return found;
      const made: Channel = {
        id: nextId("D"),
        name: "",
        topic: "",
        isPrivate: true,
        isDm: true,
        isArchived: false,
        members: [a, b],
        created: nowSeconds(),
        creator: a,
      };
      state.channels.push(made);
      touch();
      return made;
    },
  };
}
