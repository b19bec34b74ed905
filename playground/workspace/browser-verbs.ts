import { z } from "zod";
import { browserVerbs, type BrowserReply, type BrowserVerb } from "./browser-contract.js";
import { CannotDo } from "./cannot-do.js";
import { composeCommand, composeTyped } from "./compose.js";
import type { Acked } from "./deliveries.js";
import type { Driver } from "./driver.js";
import {
  click,
  globalShortcut,
  messageShortcut,
  runCommand,
  type InteractionRooms,
} from "./interactions.js";
import { invite, inviteTyped } from "./invite.js";
import type { Moves } from "./moves.js";
import { SlackRefusal } from "./refusal.js";
import { closeView, submit } from "./submissions.js";

type Body<V extends BrowserVerb> = z.infer<(typeof browserVerbs)[V]>;
type Verbs = { [V in BrowserVerb]: (body: Body<V>) => BrowserReply | Promise<BrowserReply> };

const noAnswer = "Fermata did not answer in time. Try again.";

function reply(acked: Acked): BrowserReply {
  return acked.acked ? { ok: true } : { ok: false, error: noAnswer };
}

function verbsFor(driver: Driver, moves: Moves, rooms: InteractionRooms): Verbs {
  const { world } = rooms;
  return {
    say({ text, ...rest }) {
      return { ok: true, ts: driver.say({ ...rest, text: composeTyped(world, text) }) };
    },
    edit({ text, ...rest }) {
      driver.edit({ ...rest, text: composeTyped(world, text) });
      return { ok: true };
    },
    delete(at) {
      driver.delete(at);
      return { ok: true };
    },
    react(at) {
      driver.react(at);
      return { ok: true };
    },
    click: async (pressed) => reply(await click(rooms, pressed)),
    async submit(form) {
      const done = await submit(rooms, form);
      if (done.ok) return { ok: true };
      if (done.errors) return { ok: false, errors: done.errors };
      return { ok: false, error: noAnswer };
    },
    async closeView(at) {
      await closeView(rooms, at);
      return { ok: true };
    },
    shortcut: async (used) => reply(await messageShortcut(rooms, used)),
    globalShortcut: async (used) => reply(await globalShortcut(rooms, used)),
    async command({ text, threadTs, ...rest }) {
      if (threadTs !== undefined) throw new CannotDo("Slack does not run commands inside threads.");
      if (rest.command === invite.command) {
        inviteTyped(world, moves, { ...rest, text });
        return { ok: true };
      }
      return reply(await runCommand(rooms, { ...rest, text: composeCommand(world, text) }));
    },
    openHome({ user, tab }) {
      driver.openHome(user, tab);
      return { ok: true };
    },
    openDm: ({ user, with: other }) => ({ ok: true, channel: driver.openDm(user, other) }),
    upload({ user, name, mimetype, contentBase64 }) {
      const content = Buffer.from(contentBase64, "base64");
      const type = mimetype === undefined || mimetype === "" ? {} : { mimetype };
      return { ok: true, fileId: driver.upload({ user, name, content, ...type }) };
    },
    read(at) {
      driver.read(at);
      return { ok: true };
    },
    stopSession(at) {
      moves.stopSession(at);
      return { ok: true };
    },
    dismiss({ user, ephemeralId }) {
      world.state.ephemerals = world.state.ephemerals.filter(
        (one) => one.ephemeralId !== ephemeralId || one.to !== user,
      );
      world.touch();
      return { ok: true };
    },
  };
}

const refusals: Record<string, string> = {
  already_reacted: "You reacted with this already.",
  no_reaction: "That reaction is not there any more.",
};

/** Runs `POST /browser/<verb>`: parses the body, does it, answers in plain words. */
export function createBrowserVerbs(
  driver: Driver,
  moves: Moves,
  rooms: InteractionRooms,
): (verb: string, body: unknown) => Promise<BrowserReply> {
  const verbs = verbsFor(driver, moves, rooms);
  const isVerb = (name: string): name is BrowserVerb => Object.hasOwn(browserVerbs, name);
  const run = async <V extends BrowserVerb>(verb: V, body: unknown): Promise<BrowserReply> => {
    const parsed = browserVerbs[verb].safeParse(body);
    if (!parsed.success) return { ok: false, error: z.prettifyError(parsed.error) };
    return verbs[verb](parsed.data as Body<V>);
  };
  return async (verb, body) => {
    if (!isVerb(verb)) return { ok: false, error: `There is nothing called ${verb} to do here.` };
    try {
      return await run(verb, body);
    } catch (error) {
      if (error instanceof CannotDo) return { ok: false, error: error.message };
      if (error instanceof SlackRefusal)
        return {
          ok: false,
          error: refusals[error.code] ?? `Slack would refuse this: ${error.code}.`,
        };
      // The page shows what went wrong between it and the app instead of losing the click.
      return { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
  };
}
