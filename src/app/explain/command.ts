import { dirname } from "node:path";
import { DateTime } from "luxon";
import { readSettings, type Settings } from "../../config.js";
import type { Person } from "../../domain/person.js";
import { silentLog } from "../../log.js";
import { createPolicy } from "../../policy/create-policy.js";
import { isColleague } from "../../policy/policy.js";
import type { OnCall } from "../../policy/ports.js";
import { createRulings } from "../../runs/rulings.js";
import { createOnCallFiles } from "../on-call-files.js";
import { type ExplainArguments, readArguments, USAGE } from "./arguments.js";
import { type Known, whatIsKnown } from "./known.js";
import { explainLines } from "./lines.js";

/** What a command prints, and its exit code: 0 explained, 1 it could not be, 2 it was not understood. */
export interface Printed {
  text: string;
  exitCode: 0 | 1 | 2;
}

/** `policy explain "<act> <channel>" --actor U…`: who would be asked, why, and what happens without an answer. */
export async function policyCommand(words: readonly string[]): Promise<Printed> {
  const settings = readSettings();
  const onCall = createOnCallFiles({ folder: dirname(settings.path), log: silentLog });
  return explainPolicy(words, { settings, onCall, now: new Date() });
}

/** The same with settings that are read already. */
export async function explainPolicy(
  words: readonly string[],
  { now, onCall, settings }: { settings: Settings; onCall: OnCall; now: Date },
): Promise<Printed> {
  const given = readArguments(words);
  if (typeof given === "string") return { text: `${given}\n${USAGE}\n`, exitCode: 2 };
  const problems = settings.problems.filter(
    ({ what }) => what.startsWith(settings.path) || what.startsWith("policy."),
  );
  if (!settings.file || problems.length > 0) {
    const lines = problems.map(({ fix, what }) => `  - ${what}: ${fix}\n`).join("");
    return { text: `The policy is not valid.\n${lines}`, exitCode: 1 };
  }
  const known = await whatIsKnown(settings, onCall);
  const actor = await known.person(given.actor);
  const may = isColleague(actor);
  if (!may.allow) return cannot(`${actor.name} (${given.actor}) can ask for nothing: ${may.why}`);
  const place = given.channel === null ? null : await known.channel(given.channel);
  if (given.channel !== null && !place)
    return cannot(`There is no channel ${given.channel} that Fermata is in.`);
  const named: Person[] = [];
  for (const id of given.named) named.push(await known.person(id));
  const { operator, policy, waiting } = settings.file;
  const at = timeOf(given, actor, now);
  const rulings = createRulings({
    policy: createPolicy(policy, { admins: operator.admins, waiting }, known.channelIds),
    sets: known.sets,
    channels: { facts: async () => place },
    authoriser: { person: (_team, id) => known.person(id) },
    clock: { now: () => at },
  });
  const said = await rulings.of({
    act: given.act,
    team: known.team,
    channel: place?.id ?? "",
    channelName: place?.name ?? "",
    requester: actor,
    named,
    wanted: named.length > 0,
  });
  const lines = explainLines({
    act: given.act,
    place: place ? `in #${place.name}` : "",
    actor,
    now: at,
    said,
    waiting,
    notes: notesOf(known, given),
  });
  return { text: `${lines.join("\n")}\n`, exitCode: 0 };
}

function cannot(why: string): Printed {
  return { text: `${why}\n`, exitCode: 1 };
}

/** A time without a zone is the actor's. */
function timeOf({ at }: ExplainArguments, actor: Person, now: Date): Date {
  return at === null ? now : DateTime.fromISO(at, { zone: actor.tz }).toJSDate();
}

function notesOf({ blind }: Known, { channel }: ExplainArguments): string[] {
  if (blind === "") return [];
  const place = channel === null ? "" : `; ${channel} counts as public and not shared`;
  return [`${blind}. People are their ids, in UTC${place}.`];
}
