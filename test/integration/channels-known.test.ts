import { systemClock } from "../../src/clock.js";
import { silentLog } from "../../src/log.js";
import { createChannels } from "../../src/slack/channels.js";
import { createWebClient } from "../../src/slack/web-client.js";
import { channels as ids, credentials, people } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";

describe("what is known of conversations", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await startWorkspace({});
  });
  afterAll(() => workspace.stop());

  const open = () =>
    createChannels({
      client: createWebClient({
        token: credentials.botToken,
        slackApiUrl: workspace.apiUrl,
        log: silentLog,
      }),
      clock: systemClock,
    });

  it("is the kind, the members and the direct message, by id", async () => {
    const channels = open();
    const launch = await channels.facts(ids.launch);
    expect(launch).toMatchObject({ id: ids.launch, name: "launch", kind: "public", hasBot: true });
    expect(await channels.memberIds(ids.launch)).toContain(people.maya);
    const dm = await channels.dmWith(people.priya);
    expect(await channels.facts(dm)).toMatchObject({ kind: "im", hasBot: true });
  });

  it("is nothing for what cannot be seen, and asked once for many who ask", async () => {
    const channels = open();
    const before = workspace.calls.length;
    const all = await Promise.all([1, 2, 3].map(() => channels.facts("C0NOWHERE1")));
    expect(all).toEqual([null, null, null]);
    expect(workspace.calls.length - before).toBe(1);
    expect(await channels.memberIds("C0NOWHERE1")).toBeNull();
  });

  it("is who is in it, also where there are too many to name", async () => {
    const launch = workspace.world.channel(ids.launch);
    if (!launch) throw new Error("There is no #launch.");
    const many = Array.from({ length: 1_200 }, (_, n) => `U0CROWD${n}`);
    // In front, so that looking at the first thousand would not find anybody else.
    launch.members.unshift(...many);
    const channels = open();
    expect(await channels.memberIds(ids.launch)).toBeNull();
    expect(await channels.isIn(people.maya, ids.launch)).toBe(true);
    expect(await channels.isIn(people.stranger, ids.launch)).toBe(false);
    expect(await channels.isIn("U0NOBODY01", ids.launch)).toBe(false);
  });
});
