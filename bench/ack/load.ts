import { bot, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { createButtons } from "./buttons.js";
import { placeNames } from "./places.js";

/** A message that was sent to the bot, with how many deliveries of it there are. */
export interface Sent {
  kind: "goal" | "note" | "bystander";
  channel: string;
  ts: string;
  deliveries: number;
}

/** What the load was, and how long each delivery took to be acknowledged. */
export interface Loaded {
  sent: Sent[];
  /** How long each delivery took from its first try until it was acknowledged, in milliseconds. */
  eventsMs: number[];
  /** Deliveries that were not acknowledged when the load ended. */
  outstanding: number;
  clicks: { acked: boolean; ackMs: number }[];
  slotsLate: number;
}

const slotMs = 20;
/**
 * One second of 50 deliveries in 50 slots: g goal with its twin, G the same redelivered, n note, r note redelivered,
 * c click, b bystander, a dot for each delivery more than one.
 */
const second = ["G..nncnbr.", "g.nnncnbnn", "G..nncnbr.", "g.nnncnbnn", "g.nncnbnr."].join("");

/** Sends 50 deliveries a second for so many seconds: goals with twins, notes, clicks, redeliveries, bystanders. */
export async function runLoad(workspace: Workspace, seconds: number): Promise<Loaded> {
  const loaded: Loaded = { sent: [], eventsMs: [], outstanding: 0, clicks: [], slotsLate: 0 };
  const { world } = workspace;
  const waiting = new Map<object, number>();
  // The bot's own messages are delivered to it too: they are not the load.
  const known = new WeakSet<object>();
  const unwatch = world.onChange(() => {
    const pending = new Set<object>(world.state.pending);
    for (const [delivery, sentAt] of waiting) {
      if (pending.has(delivery)) continue;
      waiting.delete(delivery);
      loaded.eventsMs.push(performance.now() - sentAt);
    }
  });
  const buttons = createButtons(workspace);
  const asked: Sent[] = [];
  let goals = 0;

  const say = (
    kind: Sent["kind"],
    message: Parameters<Workspace["say"]>[0],
    twice = false,
  ): Sent => {
    if (twice) workspace.faults.duplicateNextDelivery();
    const sentAt = performance.now();
    const ts = workspace.say(message);
    const made = world.state.pending.filter((one) => !known.has(one) && isAbout(one.payload, ts));
    for (const delivery of made) {
      known.add(delivery);
      waiting.set(delivery, sentAt);
    }
    const sent = { kind, channel: message.channel, ts, deliveries: made.length };
    loaded.sent.push(sent);
    return sent;
  };

  const goal = (twice: boolean) => {
    const channel = placeNames[goals % placeNames.length] ?? "";
    const plain = goals % 3 === 0;
    const text = `<@${bot.userId}> write a short brief number ${goals}${plain ? "" : `, and ask <@${people.priya}> to approve`}`;
    const sent = say("goal", { user: people.maya, channel, text }, twice);
    // Two of three wait for Priya; one of those two is never answered, so its thread stays alive.
    if (goals % 3 === 1) asked.push(sent);
    goals += 1;
  };

  const note = (twice: boolean) => {
    const live = asked[Math.max(0, asked.length - 10 - (loaded.sent.length % 10))];
    if (!live || isPending(workspace, live.ts)) return bystander();
    say(
      "note",
      {
        user: people.maya,
        channel: live.channel,
        threadTs: live.ts,
        text: `Also mention item ${loaded.sent.length}.`,
      },
      twice,
    );
  };

  const bystander = () => {
    const channel = placeNames[loaded.sent.length % placeNames.length] ?? "";
    say("bystander", { user: people.leo, channel, text: "Does anybody have the numbers?" });
  };

  const click = () => {
    const open = buttons.next();
    if (!open) return note(false);
    const user =
      open.verb === "run.why"
        ? people.maya
        : asked.some((one) => one.ts === open.threadTs)
          ? people.tom
          : people.priya;
    void workspace
      .click({ user, channel: open.channel, ts: open.ts, actionId: open.verb })
      .then((answer) => loaded.clicks.push(answer));
  };

  const actions: Record<string, () => void> = {
    g: () => goal(false),
    G: () => goal(true),
    n: () => note(false),
    r: () => note(true),
    b: bystander,
    c: click,
    ".": () => undefined,
  };

  const startedAt = performance.now();
  for (let slot = 0; slot < seconds * 50; slot += 1) {
    const waitMs = startedAt + slot * slotMs - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    else if (waitMs < -slotMs) loaded.slotsLate += 1;
    actions[second[slot % second.length] ?? "n"]?.();
    // What was sent must leave before the next is made.
    await new Promise((resolve) => setImmediate(resolve));
  }
  unwatch();
  loaded.outstanding = waiting.size;
  return loaded;
}

/** Whether some delivery of this message is not acknowledged yet. */
export function isPending(workspace: Workspace, ts: string): boolean {
  return pendingOf(workspace, ts) > 0;
}

/** How many deliveries of this message are not acknowledged. */
export function pendingOf(workspace: Workspace, ts: string): number {
  return (
    workspace.world.state.pending.filter((one) => isAbout(one.payload, ts)).length +
    workspace.dropped.filter((one) => isAbout(one, ts)).length
  );
}

function isAbout({ event }: { event?: unknown }, ts: string): boolean {
  return typeof event === "object" && event !== null && "ts" in event && event.ts === ts;
}
