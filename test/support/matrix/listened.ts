import type { App } from "@slack/bolt";
import type { ListenerDeps } from "../../../src/slack/listeners/deps.js";
import { registerListeners } from "../../../src/slack/listeners/register.js";

type Listener = (given: {
  ack: (answer?: unknown) => Promise<void>;
  body: unknown;
  action?: unknown;
}) => Promise<void>;

interface Listened {
  kind: "action" | "view" | "shortcut" | "command";
  on: string | RegExp;
  listener: Listener;
}

/** Everything that the app listens to, as it registers it, and the way to make it hear something. */
export interface Heard {
  /** Each as `action /^run\./` or `view run.redo`. */
  names: string[];
  press(actionId: string, body: object, action: object): Promise<void>;
  send(callbackId: string, body: object): Promise<void>;
}

/** Registers the listeners with an app that only remembers them. */
export function heardBy(deps: ListenerDeps): Heard {
  const all: Listened[] = [];
  const remember = (kind: Listened["kind"]) => (on: unknown, listener: Listener) => {
    const known = typeof on === "string" || on instanceof RegExp ? on : JSON.stringify(on);
    all.push({ kind, on: known, listener });
  };
  const app = {
    action: remember("action"),
    view: remember("view"),
    shortcut: remember("shortcut"),
    command: remember("command"),
  };
  registerListeners(app as unknown as App, deps);
  const tell = async (kind: Listened["kind"], id: string, body: object, action?: object) => {
    const hears = all.filter((one) => one.kind === kind && fits(one.on, id));
    const [one, ...more] = hears;
    if (!one || more.length > 0) throw new Error(`${hears.length} listeners hear ${id}.`);
    await one.listener({ ack: async () => undefined, body, action });
  };
  return {
    names: all.map(({ kind, on }) => `${kind} ${String(on)}`),
    press: (actionId, body, action) =>
      tell("action", actionId, body, { ...action, action_id: actionId }),
    send: (callbackId, body) => tell("view", callbackId, body),
  };
}

function fits(on: string | RegExp, id: string): boolean {
  return typeof on === "string" ? on === id : on.test(id);
}
