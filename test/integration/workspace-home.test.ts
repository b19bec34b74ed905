import type { App } from "@slack/bolt";
import { channels, people } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { decideForm, desk } from "../e2e/page-week-fixture.js";
import { botClient, connectApp } from "./workspace-app.js";

let workspace: Workspace;
let link: Awaited<ReturnType<typeof connectApp>>;
let seen: { action: string; value: unknown; body: Record<string, unknown> }[];

/** An app whose desk opens forms; what a form answers is chosen by its note. */
function listen(app: App): void {
  app.event("app_home_opened", async ({ event, client }) => {
    if (event.tab === "home")
      await client.views.publish({ user_id: event.user, view: desk(event.user, 0) });
  });
  app.action(/./, async ({ ack, action, body, client, respond }) => {
    await ack();
    if (body.type !== "block_actions" || !("action_id" in action))
      throw new Error("not a click on a block");
    const value =
      action.type === "overflow"
        ? action.selected_option.value
        : action.type === "button"
          ? action.value
          : undefined;
    seen.push({ action: action.action_id, value, body: { ...body } });
    if (action.action_id === "home.decide")
      await client.views.open({ trigger_id: body.trigger_id, view: decideForm(1) });
    if (action.action_id === "home.page")
      await client.views.update({ view_id: body.view?.id ?? "", view: desk(body.user.id, 1) });
    if (action.action_id === "late.undo")
      await respond({ replace_original: true, text: "Taken back." });
  });
  app.view("home.decide", async ({ ack, view }) => {
    const next = Number(view.private_metadata) + 1;
    if (next === 2) return ack({ response_action: "update", view: decideForm(2) });
    if (next === 3) return ack({ response_action: "push", view: decideForm(3) });
    return ack({ response_action: "clear" });
  });
}

beforeEach(async () => {
  seen = [];
  workspace = await startWorkspace({ seed: "empty" });
  link = await connectApp(workspace, listen);
});

afterEach(async () => {
  await link.stop();
  await workspace.stop();
});

/** Opens somebody's desk and waits until it is filled. */
async function homeOf(user: string): Promise<string> {
  workspace.openHome(user);
  return (await workspace.waitFor((w) => w.home(user), { what: "the desk" })).id;
}

const shownPage = (user: string): boolean =>
  JSON.stringify(workspace.home(user)?.blocks).includes("Page 2");

describe("the Home tab", () => {
  it("is filled for whoever opens it, and for nobody else", async () => {
    await homeOf("tom");
    expect(JSON.stringify(workspace.home("tom")?.blocks)).toContain(people.tom);
    expect(workspace.home("maya")).toBeUndefined();
    workspace.openHome("maya", "messages");
    await workspace.waitFor((w) => w.dmOf("maya"));
    expect(workspace.home("maya")).toBeUndefined();
  });

  it("tells the app where a control was pressed: a view and no channel", async () => {
    const viewId = await homeOf("tom");
    await workspace.click({ user: "tom", viewId, actionId: "schedule.more", value: "skip:1" });
    await workspace.click({ user: "tom", viewId, actionId: "home.page" });
    await workspace.waitFor(() => shownPage("tom"));
    expect(workspace.home("tom")?.id).toBe(viewId);
    expect(seen.map(({ action, value }) => [action, value])).toEqual([
      ["schedule.more", "skip:1"],
      ["home.page", "2"],
    ]);
    for (const { body } of seen) {
      expect(body["container"]).toEqual({ type: "view", view_id: viewId });
      expect(body).not.toHaveProperty("channel");
      expect(body).not.toHaveProperty("message");
      expect(body).not.toHaveProperty("response_url");
    }
    await expect(workspace.click({ user: "maya", viewId, actionId: "home.page" })).rejects.toThrow(
      "Only somebody else sees this",
    );
  });

  it("opens a form that is replaced, covered and cleared by the app's answers", async () => {
    const viewId = await homeOf("tom");
    const forms = () => workspace.views("tom").map((view) => view.private_metadata);
    await workspace.click({ user: "tom", viewId, actionId: "home.decide", value: "1" });
    await workspace.waitFor(() => forms().length === 1);
    const answer = async () => {
      const top = workspace.views("tom").at(-1)?.id ?? "";
      return workspace.submit({ user: "tom", viewId: top, values: {} });
    };
    expect(await answer()).toMatchObject({ ok: true });
    expect(forms()).toEqual(["2"]);
    expect(await answer()).toMatchObject({ ok: true });
    expect(forms()).toEqual(["2", "3"]);
    expect(await answer()).toMatchObject({ ok: true });
    expect(forms()).toEqual([]);
    expect(workspace.home("tom")?.id).toBe(viewId);
  });
});

describe("buttons of a private message", () => {
  it("reach the app with where they were, and the message can be replaced", async () => {
    await botClient(workspace).chat.postEphemeral({
      channel: channels.launch,
      user: people.priya,
      text: "Approved. Posting in 10 seconds.",
      blocks: [
        {
          type: "actions",
          elements: [
            {
              type: "button",
              action_id: "late.undo",
              value: "r1",
              text: { type: "plain_text", text: "Undo" },
            },
          ],
        },
      ],
    });
    const [shown] = workspace.ephemerals("priya");
    await workspace.click({
      user: "priya",
      ephemeralId: shown?.ephemeralId,
      actionId: "late.undo",
    });
    await workspace.waitFor((w) => w.ephemerals("priya")[0]?.text === "Taken back.");
    expect(seen[0]).toMatchObject({
      value: "r1",
      body: {
        container: { type: "message", is_ephemeral: true, channel_id: channels.launch },
        channel: { id: channels.launch },
      },
    });
    expect(seen[0]?.body).not.toHaveProperty("message");
  });
});
