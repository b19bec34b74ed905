import type { PolicyFile } from "../domain/policy-file.js";
import type { Person } from "../domain/person.js";
import type { Channels, Directory } from "../humans/ports.js";
import type { ApproverSets, OnCall } from "../policy/ports.js";
import { dayIn } from "../policy/stand-ins.js";
import type { Groups } from "./groups.js";

/** What finding people needs; `channelIds` are those of the `#names` in the policy. */
export interface ApproverSetsDeps {
  file: PolicyFile;
  admins: readonly string[];
  channelIds: Readonly<Record<string, string>>;
  groups: Groups;
  channels: Pick<Channels, "memberIds">;
  directory: Pick<Directory, "people">;
  /** Somebody as we know them: who is listed by id needs no look at Slack while our row is fresh. */
  person: (team: string, userId: string) => Promise<Person>;
  onCall: OnCall;
}

type At = Parameters<ApproverSets["people"]>[1];

/** Finds the people behind the names in a policy: in Slack's groups and channels, in the file, in on-call files. */
export function createApproverSets(deps: ApproverSetsDeps): ApproverSets {
  async function listed(ids: readonly string[], { team }: At): Promise<Person[]> {
    const all: Person[] = [];
    for (const id of ids) all.push(await deps.person(team, id));
    return all;
  }

  async function members(ids: readonly string[], at: At): Promise<Person[]> {
    return (await deps.directory.people(at.team, ids)) ?? listed(ids, at);
  }

  async function membersOf(channel: string, at: At): Promise<string[]> {
    const named = channel === "members" ? at.channel : (deps.channelIds[channel] ?? channel);
    // Not known, or more than can be named: then nobody of it is asked, and the rule's next people are.
    return (await deps.channels.memberIds(named, at.anew ? 0 : undefined)) ?? [];
  }

  async function onCall(path: string, at: At): Promise<Person[]> {
    const entries = await deps.onCall.entries(path);
    const about = await listed([...new Set(entries.map((one) => one.person))], at);
    return about.filter(({ id, tz }) => {
      const today = dayIn(tz, at.now);
      return entries.some((one) => one.person === id && one.from <= today && today <= one.until);
    });
  }

  async function people(name: string, at: At): Promise<Person[]> {
    if (name === "approvers") return listed(deps.file.approvers, at);
    if (name === "admins") return listed(deps.admins, at);
    const set = deps.file.sets[name];
    if (set?.people) return listed(set.people, at);
    if (set?.onCall !== undefined) return onCall(set.onCall, at);
    if (set?.channel !== undefined) return members(await membersOf(set.channel, at), at);
    if (set?.group === undefined) return [];
    const group = await deps.groups.group(set.group, at.anew ? 0 : undefined);
    return members(group?.userIds ?? [], at);
  }

  return {
    async people({ delegates, sets }, at) {
      const found: Record<string, Person[]> = {};
      for (const name of sets) found[name] = await people(name, at);
      return { sets: found, delegates: await listed(delegates, at) };
    },
  };
}
