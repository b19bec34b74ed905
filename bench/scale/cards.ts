import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { placeIds } from "./places.js";

/** A message with a button, in the thread of a job. */
export interface Card {
  channel: string;
  ts: string;
  threadTs: string;
  /** The button that it was found by. */
  button: string;
}

/** Sees every new message once: an old one is never looked at again, however many there are. */
export interface Cards {
  all: Card[];
  /** Resolves with the first card of a thread; rejects when none comes in time. */
  inThread(channel: string, threadTs: string, timeoutMs: number): Promise<Card>;
  stop(): void;
}

/** Watches the workspace for messages that have one of these buttons. */
export function watchCards(workspace: Workspace, buttons: readonly string[]): Cards {
  const { world } = workspace;
  const seen = new Map<string, number>();
  const all: Card[] = [];
  const first = new Map<string, Card>();
  const wanted = new Map<string, (card: Card) => void>();
  const look = (): void => {
    for (const channel of placeIds) {
      const messages = world.messagesIn(channel);
      for (let at = seen.get(channel) ?? 0; at < messages.length; at += 1) {
        const message = messages[at];
        if (!message?.blocks) continue;
        const text = JSON.stringify(message.blocks);
        const button = buttons.find((id) => text.includes(`"action_id":"${id}"`));
        if (button === undefined) continue;
        const threadTs = message.thread_ts ?? message.ts;
        const card = { channel, ts: message.ts, threadTs, button };
        const key = `${channel}:${threadTs}`;
        all.push(card);
        if (!first.has(key)) first.set(key, card);
        wanted.get(key)?.(card);
      }
      seen.set(channel, messages.length);
    }
  };
  const stop = world.onChange(look);
  return {
    all,
    stop,
    inThread: (channel, threadTs, timeoutMs) =>
      new Promise((resolve, reject) => {
        const key = `${channel}:${threadTs}`;
        const there = first.get(key);
        if (there) return resolve(there);
        const timer = setTimeout(() => {
          wanted.delete(key);
          reject(new Error(`No card came in ${timeoutMs} ms.\n${workspace.describe()}`));
        }, timeoutMs);
        wanted.set(key, (card) => {
          clearTimeout(timer);
          wanted.delete(key);
          resolve(card);
        });
      }),
  };
}
