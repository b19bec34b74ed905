import { mkdtempSync, rmSync, writeFileSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { channels as ids, groups as groupIds, people, team } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { createOnCallFiles } from "../../src/app/on-call-files.js";
import { resolveNames } from "../../src/app/policy-names.js";
import { FileConfig } from "../../src/config.js";
import { silentLog } from "../../src/log.js";
import { createApproverSets } from "../../src/slack/approver-sets.js";
import { createChannels } from "../../src/slack/channels.js";
import { createDirectory } from "../../src/slack/directory.js";
import { createGroups } from "../../src/slack/groups.js";
import { type HandClock, handClock } from "../support/hand-clock.js";
import { botClient } from "./workspace-app.js";

const start = "2026-11-20T10:00:00Z";
const MINUTE_MS = 60_000;
let workspace: Workspace;
let clock: HandClock;
let folder: string;
beforeAll(async () => {
  workspace = await startWorkspace();
});
afterAll(() => workspace.stop());
beforeEach(() => {
  clock = handClock(start);
  folder = mkdtempSync(join(tmpdir(), "fermata-policy-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  workspace.faults.clear();
});

/** Everything a name is looked up with, asking this workspace. */
function looking(of: Workspace = workspace) {
  const given = { client: botClient(of), clock, log: silentLog };
  const directory = createDirectory(given);
  return { team: team.id, channels: createChannels(given), groups: createGroups(given), directory };
}

function setsOf(file: object, of: Workspace = workspace) {
  const { policy } = FileConfig.parse({ policy: file });
  const look = looking(of);
  return createApproverSets({
    ...look,
    person: (id, user) => look.directory.person(id, user),
    file: policy,
    admins: [people.ana],
    channelIds: { "#support": ids.support },
    onCall: createOnCallFiles({ folder, log: silentLog }),
  });
}

const at = (differs = {}) => ({
  team: team.id,
  channel: ids.announcements,
  now: clock.now(),
  ...differs,
});
const names = (all: readonly { name: string }[] | undefined) => all?.map((one) => one.name).sort();

describe("the people behind a name", () => {
  it("are those of the list, the group, the channel and the file", async () => {
    const sets = setsOf({
      approvers: [people.leo],
      sets: {
        Leads: { people: [people.maya, people.tom] },
        Communications: { group: "@communications" },
        "The same": { group: groupIds.communications },
        Here: { channel: "members" },
        Support: { channel: "#support" },
      },
    });
    const wanted = [
      "Leads",
      "Communications",
      "The same",
      "Here",
      "Support",
      "approvers",
      "admins",
    ];
    const { delegates, sets: found } = await sets.people(
      { sets: wanted, delegates: [people.priya] },
      at(),
    );
    expect(names(found["Leads"])).toEqual(["Maya", "Tom"]);
    expect(names(found["Communications"])).toEqual(["Priya", "Tom"]);
    expect(names(found["The same"])).toEqual(["Priya", "Tom"]);
    expect(names(found["Here"])).toEqual(["Ana", "Fermata", "Leo", "Maya", "Priya", "Tom"]);
    expect(names(found["Support"])).toEqual(["Ana", "Fermata", "Leo", "Maya"]);
    expect(names(found["approvers"])).toEqual(["Leo"]);
    expect(names(found["admins"])).toEqual(["Ana"]);
    expect(names(delegates)).toEqual(["Priya"]);
  });

  it("are at most a minute old, and as of now at the moment of an effect", async () => {
    const own = await startWorkspace();
    const sets = setsOf({ sets: { Communications: { group: "@communications" } } }, own);
    const needed = { sets: ["Communications"], delegates: [] };
    const look = async (anew = false) =>
      names((await sets.people(needed, at({ anew }))).sets["Communications"]);
    expect(await look()).toEqual(["Priya", "Tom"]);
    const [group] = own.world.state.groups ?? [];
    group!.users = [people.tom];
    expect(await look()).toEqual(["Priya", "Tom"]);
    expect(await look(true)).toEqual(["Tom"]);
    group!.users = [people.priya];
    clock.forward(MINUTE_MS);
    expect(await look()).toEqual(["Priya"]);
    await own.stop();
  });

  it("are on call by the day in their own zone, and by the file as it is now", async () => {
    const path = join(folder, "on-call.csv");
    writeFileSync(
      path,
      `from,until,person\n2026-11-16,2026-11-22,${people.ana}\n2026-11-23,2026-11-29,${people.leo}\n`,
    );
    const sets = setsOf({ sets: { Duty: { onCall: "on-call.csv" } } });
    const look = async (now: string) =>
      names(
        (await sets.people({ sets: ["Duty"], delegates: [] }, at({ now: new Date(now) }))).sets[
          "Duty"
        ],
      );
    expect(await look("2026-11-22T22:59:00Z")).toEqual(["Ana"]);
    expect(await look("2026-11-22T23:01:00Z")).toEqual(["Leo"]);
    writeFileSync(path, `from,until,person\n2026-11-16,2026-11-30,${people.tom}\n`);
    utimesSync(path, 1, 1);
    expect(await look("2026-11-22T23:01:00Z")).toEqual(["Tom"]);
    // Half written: what was read last holds.
    writeFileSync(path, "from,un");
    expect(await look("2026-11-22T23:01:00Z")).toEqual(["Tom"]);
    rmSync(path);
    expect(await look("2026-11-22T23:01:00Z")).toEqual(["Tom"]);
  });
});

describe("a start", () => {
  const rule = (channel: string) => ({
    name: "r",
    when: { act: "post", channel },
    tier: "one",
    ask: ["Somebody"],
  });
  const file = (policy: object) => FileConfig.parse({ policy });
  const Somebody = { people: [people.priya] };

  it("learns the ids of the channels that rules name", async () => {
    const known = await resolveNames(
      file({ sets: { Somebody }, rules: [rule("#announcements")] }),
      looking(),
    );
    expect(known).toEqual({ "#announcements": ids.announcements });
  });

  it.each([
    [
      { sets: { Somebody }, rules: [rule("#anouncements")] },
      /#anouncements, and Fermata is in no such channel: correct it/,
    ],
    [{ sets: { Somebody }, rules: [rule("C0NOWHERE")] }, /C0NOWHERE, and Fermata is in no such/],
    [{ sets: { Somebody: { channel: "#nowhere" } } }, /policy names #nowhere/],
    [
      { sets: { Somebody: { group: "@comms" } } },
      /sets\.Somebody: Slack knows no user group @comms: /,
    ],
    [{ sets: { Somebody: { group: "S0NOBODY" } } }, /no user group S0NOBODY: /],
    [
      { sets: { Somebody: { people: ["U0NOBODY99"] } } },
      /U0NOBODY99 is nobody in this workspace: /,
    ],
    [{ approvers: ["U0NOBODY99"] }, /policy\.approvers: U0NOBODY99 is nobody/],
    [
      {
        delegations: [
          { from: people.priya, to: "U0NOBODY99", fromDay: "2026-12-20", untilDay: "2026-12-21" },
        ],
      },
      /policy\.delegations: U0NOBODY99/,
    ],
  ])("with %j is refused, with the fix", async (policy, says) => {
    const refused = resolveNames(file(policy), looking());
    await expect(refused).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    await expect(refused).rejects.toThrow(says);
  });

  it("says where a scope or a plan is missing, and where Slack does not answer", async () => {
    const communications = file({ sets: { Somebody: { group: "@communications" } } });
    const poor = await startWorkspace({ scopes: ["users:read"] });
    await expect(resolveNames(communications, looking(poor))).rejects.toThrow(/usergroups:read/);
    await poor.stop();
    const fault = { method: "usergroups.list", kind: "error" } as const;
    workspace.faults.add({ ...fault, error: "plan_upgrade_required" });
    await expect(resolveNames(communications, looking())).rejects.toThrow(/has no user groups/);
    workspace.faults.clear();
    await workspace.stop();
    await expect(resolveNames(communications, looking())).rejects.toMatchObject({
      code: "SLACK_UNREACHABLE",
      message: expect.stringMatching(/names in policy could not be looked up/),
    });
    workspace = await startWorkspace();
  });
});
