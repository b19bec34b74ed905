import type { FileConfig, SettingProblem } from "../config.js";
import type { PolicyFile } from "../domain/policy-file.js";
import { FermataError, fail, hasCode } from "../errors.js";
import type { Channels, Directory } from "../humans/ports.js";
import { channelNamesIn } from "../policy/create-policy.js";
import type { Groups } from "../slack/groups.js";

/** Where the names of a policy are looked up. */
export interface NamesDeps {
  team: string;
  channels: Pick<Channels, "facts" | "named">;
  groups: Groups;
  directory: Pick<Directory, "person">;
}

/** What Slack knows of the channels and groups in a policy: ids of channels by `#name`, and what it does not know. */
export interface FoundNames {
  channelIds: Record<string, string>;
  problems: SettingProblem[];
}

/** Looks up the channels and groups that a policy names; throws `SLACK_UNREACHABLE` where Slack does not answer. */
export async function findPlaces(
  { policy }: Pick<FileConfig, "policy">,
  deps: Pick<NamesDeps, "channels" | "groups">,
): Promise<FoundNames> {
  const found: FoundNames = { channelIds: {}, problems: [] };
  for (const name of channelNamesIn(policy)) {
    const facts = await deps.channels.named(name);
    if (facts) found.channelIds[name] = facts.id;
    else found.problems.push(noChannel(`policy names ${name}`));
  }
  for (const id of channelIdsIn(policy)) {
    if (!(await deps.channels.facts(id))) found.problems.push(noChannel(`policy names ${id}`));
  }
  for (const [name, { group }] of Object.entries(policy.sets)) {
    if (group === undefined) continue;
    const problem = await groupProblem(deps.groups, group);
    if (problem) found.problems.push({ ...problem, what: `policy.sets.${name}: ${problem.what}` });
  }
  return found;
}

async function strangers(file: FileConfig, deps: NamesDeps): Promise<SettingProblem[]> {
  const problems: SettingProblem[] = [];
  for (const { as, id } of peopleIn(file)) {
    const person = await deps.directory.person(deps.team, id);
    // Nobody and somebody from elsewhere look alike to Slack's users.info.
    if (!person.isDeactivated || !person.isStranger) continue;
    const what = `${as}: ${id} is nobody in this workspace`;
    problems.push({ what, fix: "correct the id: in Slack open the profile, ⋮, Copy member ID" });
  }
  return problems;
}

/** At a start: the channels that a policy names, or one `CONFIG_INVALID` with every name that Slack does not know. */
export async function resolveNames(
  file: FileConfig,
  deps: NamesDeps,
): Promise<FoundNames["channelIds"]> {
  const look = async () => ({
    places: await findPlaces(file, deps),
    people: await strangers(file, deps),
  });
  const { people, places } = await look().catch((error: unknown) => {
    if (!hasCode(error, "SLACK_UNREACHABLE")) throw error;
    const detail = "So the names in policy could not be looked up.";
    throw fail("SLACK_UNREACHABLE", { detail, cause: error });
  });
  const problems = [...places.problems, ...people];
  if (problems.length === 0) return places.channelIds;
  const lines = problems.map(({ what, fix }) => `\n  - ${what}: ${fix}`);
  throw fail("CONFIG_INVALID", { detail: lines.join("") });
}

function noChannel(what: string): SettingProblem {
  return {
    what: `${what}, and Fermata is in no such channel`,
    fix: "correct it, or type /invite @Fermata in that channel",
  };
}

async function groupProblem(groups: Groups, named: string): Promise<SettingProblem | null> {
  try {
    if (await groups.group(named)) return null;
    return {
      what: `Slack knows no user group ${named}`,
      fix: "correct its handle or id, or make the group in Slack",
    };
  } catch (error) {
    if (!(error instanceof FermataError) || error.code !== "SLACK_REFUSED") throw error;
    if (error.detail?.includes("plan_upgrade_required")) {
      return {
        what: `${named} cannot be looked up: this workspace's plan has no user groups`,
        fix: "name the people instead",
      };
    }
    return {
      what: `${named} cannot be looked up: Slack refused it ${error.detail ?? ""}`.trim(),
      fix: "give the app the scope usergroups:read: update it from manifest.yml, install it again",
    };
  }
}

function channelIdsIn({ rules, sets }: PolicyFile): string[] {
  const all = [
    ...rules.map(({ when }) => when.channel),
    ...Object.values(sets).flatMap(({ channel }) => channel ?? []),
  ];
  return [...new Set(all.filter((one) => /^[CG][A-Z0-9]+$/u.test(one)))];
}

/** Everybody whom the file names by id, each with the first place where. */
export function peopleIn({
  operator,
  policy,
}: Pick<FileConfig, "operator" | "policy">): { id: string; as: string }[] {
  const all = [
    ...policy.approvers.map((id) => ({ id, as: "policy.approvers" })),
    ...operator.admins.map((id) => ({ id, as: "operator.admins" })),
    ...Object.entries(policy.sets).flatMap(([name, { people = [] }]) =>
      people.map((id) => ({ id, as: `policy.sets.${name}` })),
    ),
    ...policy.delegations
      .flatMap(({ from, to }) => [from, to])
      .map((id) => ({ id, as: "policy.delegations" })),
  ];
  return all.filter(({ id }, index) => all.findIndex((one) => one.id === id) === index);
}
