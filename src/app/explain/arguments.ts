import { DateTime } from "luxon";
import { Act, UserId } from "../../domain/policy-file.js";

/** What is asked on the command line. */
export interface ExplainArguments {
  act: Act;
  /** `#name`, an id, or null: whatever channel. */
  channel: string | null;
  actor: string;
  named: string[];
  /** As it is written, for the actor's zone; null: now. */
  at: string | null;
}

/** How it is written. */
export const USAGE =
  'Usage: npm start -- policy explain "post #channel" --actor U… [--named U…]… [--at 2026-12-24T10:00]';

/** Reads the words after `policy`; a string says what is wrong with them. */
export function readArguments(words: readonly string[]): ExplainArguments | string {
  const [verb, what, ...options] = words;
  if (verb !== "explain") return verb === undefined ? "Say what." : `"${verb}" is not known.`;
  const effect = readEffect(what ?? "");
  if (typeof effect === "string") return effect;
  const found = { actor: "", named: [] as string[], at: null as string | null };
  for (let at = 0; at < options.length; at += 2) {
    const [name = "", value] = options.slice(at, at + 2);
    const wrong = readOption(found, name, value);
    if (wrong !== "") return wrong;
  }
  if (found.actor === "") return "Say who wants it, with --actor.";
  return { ...effect, ...found };
}

function readEffect(text: string): Pick<ExplainArguments, "act" | "channel"> | string {
  const [verb = "", place, ...more] = text.trim().split(/\s+/u);
  const act = Act.safeParse(verb);
  if (!act.success) return `Say what as ${Act.options.join(", ")}, and a channel.`;
  if (more.length > 0) return `"${more.join(" ")}" is too much: one act and one channel.`;
  if (place === undefined) {
    return act.data === "post"
      ? "Say where to post, such as #launch."
      : { act: act.data, channel: null };
  }
  const isId = /^[CGD][A-Z0-9]{5,}$/u.test(place);
  return { act: act.data, channel: isId ? place : `#${place.replace(/^#/u, "").toLowerCase()}` };
}

function readOption(
  found: { actor: string; named: string[]; at: string | null },
  name: string,
  value: string | undefined,
): string {
  if (!["--actor", "--named", "--at"].includes(name)) return `"${name}" is no option.`;
  if (value === undefined) return `${name} needs a value.`;
  if (name === "--at") {
    if (!DateTime.fromISO(value).isValid) return `"${value}" is no time such as 2026-12-24T10:00.`;
    found.at = value;
    return "";
  }
  const ids = value.split(",").filter((one) => one !== "");
  const wrong = ids.find((one) => !UserId.safeParse(one).success);
  if (wrong !== undefined || ids.length === 0)
    return `${wrong ?? name} is no Slack user id such as U0ANA.`;
  if (name === "--named") found.named.push(...ids);
  else if (ids.length > 1 || found.actor !== "") return "One person wants it: give --actor once.";
  else found.actor = ids[0] ?? "";
  return "";
}
