import { bot, channels, people } from "../../playground/seed/ids.js";
import { asText, type JsonObject } from "../../playground/workspace/json.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient, openLink, type Frame, type Link } from "./workspace-app.js";

let workspace: Workspace;
let link: Link;

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (text: string, value: string) => ({ text: plain(text), value });

beforeEach(async () => {
  workspace = await startWorkspace({ seed: "empty", ackTimeoutMs: 1_500, triggerTtlMs: 15_000 });
  link = await openLink(workspace);
});

afterEach(async () => {
  await link.close();
  await workspace.stop();
});

function interaction(type: string): (frame: Frame) => boolean {
  return (frame) => frame.type === "interactive" && frame.payload?.["type"] === type;
}

/** Uses a global shortcut as Maya and returns its trigger. */
async function trigger(): Promise<string> {
  const used = workspace.globalShortcut({ user: "maya", callbackId: "run_start" });
  const frame = await link.next(interaction("shortcut"));
  link.ack(frame);
  await used;
  return asText(frame.payload?.["trigger_id"]);
}

function modal(blocks: object[], extra: object = {}) {
  return {
    type: "modal" as const,
    callback_id: "call.answer",
    private_metadata: "call-1",
    title: plain("Two questions"),
    submit: plain("Go on"),
    blocks: blocks as never[],
    ...extra,
  };
}

const input = (block_id: string, element: object, extra: object = {}) => ({
  type: "input",
  block_id,
  label: plain(block_id),
  element: { action_id: "value", ...element },
  ...extra,
});

async function open(blocks: object[], extra: object = {}): Promise<string> {
  const answer = await botClient(workspace).views.open({
    trigger_id: await trigger(),
    view: modal(blocks, extra),
  });
  return answer.view?.id ?? "";
}

describe("a form", () => {
  it("hands every kind of field to the app in Slack's shape", async () => {
    const choices = [option("Price", "price"), option("Export", "export")];
    const viewId = await open([
      input("text", { type: "plain_text_input", multiline: true }),
      input("seats", { type: "number_input", is_decimal_allowed: false, initial_value: "40" }),
      input("matters", { type: "radio_buttons", options: choices, initial_option: choices[0] }),
      input("one", { type: "static_select", options: choices }),
      input("some", { type: "multi_static_select", options: choices }),
      input("ticked", { type: "checkboxes", options: choices }),
      input("day", { type: "datepicker" }),
      input("hour", { type: "timepicker" }),
      input("who", { type: "users_select" }),
      input("all", { type: "multi_users_select" }),
      input("where", { type: "conversations_select" }),
      input("page", { type: "url_text_input" }),
      input("mail", { type: "email_text_input" }, { optional: true }),
    ]);
    const submitted = workspace.submit({
      user: "maya",
      viewId,
      values: {
        text: "Two lines\nof text",
        matters: "export",
        one: "price",
        some: ["price", "export"],
        ticked: ["export"],
        day: "2026-12-01",
        hour: "09:00",
        who: people.priya,
        all: [people.tom, people.leo],
        where: channels.general,
        page: "https://acme.example/launch",
      },
    });
    const frame = await link.next(interaction("view_submission"));
    link.ack(frame);
    expect(await submitted).toMatchObject({ ok: true });
    const view = frame.payload?.["view"] as JsonObject & { state: { values: JsonObject } };
    expect(view).toMatchObject({
      id: viewId,
      callback_id: "call.answer",
      private_metadata: "call-1",
    });
    expect(view.state.values).toEqual({
      text: { value: { type: "plain_text_input", value: "Two lines\nof text" } },
      seats: { value: { type: "number_input", value: "40" } },
      matters: { value: { type: "radio_buttons", selected_option: choices[1] } },
      one: { value: { type: "static_select", selected_option: choices[0] } },
      some: { value: { type: "multi_static_select", selected_options: choices } },
      ticked: { value: { type: "checkboxes", selected_options: [choices[1]] } },
      day: { value: { type: "datepicker", selected_date: "2026-12-01" } },
      hour: { value: { type: "timepicker", selected_time: "09:00" } },
      who: { value: { type: "users_select", selected_user: people.priya } },
      all: { value: { type: "multi_users_select", selected_users: [people.tom, people.leo] } },
      where: { value: { type: "conversations_select", selected_conversation: channels.general } },
      page: { value: { type: "url_text_input", value: "https://acme.example/launch" } },
      mail: { value: { type: "email_text_input", value: null } },
    });
    expect(workspace.views("maya")).toEqual([]);
  });

  it("is refused by Slack itself when a field is empty or impossible", async () => {
    const viewId = await open([
      input("note", { type: "plain_text_input", max_length: 5 }),
      input("seats", { type: "number_input", is_decimal_allowed: false, min_value: "1" }),
      input("page", { type: "url_text_input" }),
    ]);
    const done = await workspace.submit({
      user: "maya",
      viewId,
      values: { note: "too long", seats: "0", page: null },
    });
    expect(done).toEqual({
      ok: false,
      acked: false,
      errors: {
        note: "Please use 5 characters or fewer.",
        seats: "Please enter 1 or more.",
        page: "Please complete this required field.",
      },
    });
    expect(link.frames.some(interaction("view_submission"))).toBe(false);
  });

  it.each([
    ["errors", { errors: { note: "Say more" } }, 1],
    ["update", { view: modal([{ type: "divider" }], { callback_id: "next" }) }, 1],
    ["push", { view: modal([{ type: "divider" }], { callback_id: "next" }) }, 2],
    ["clear", {}, 0],
  ])("obeys response_action %s", async (action, extra, left) => {
    const viewId = await open([input("note", { type: "plain_text_input" })]);
    const submitted = workspace.submit({ user: "maya", viewId, values: { note: "hm" } });
    const frame = await link.next(interaction("view_submission"));
    link.ack(frame, { response_action: action, ...extra } as JsonObject);
    expect((await submitted).ok).toBe(action !== "errors");
    expect(workspace.views("maya")).toHaveLength(left);
    if (action === "update" || action === "push")
      expect(workspace.views("maya").at(-1)?.callback_id).toBe("next");
  });

  it("stays open when the app does not acknowledge in time", async () => {
    const viewId = await open([input("note", { type: "plain_text_input" })]);
    const done = await workspace.submit({ user: "maya", viewId, values: { note: "hm" } });
    expect(done).toMatchObject({ ok: false, acked: false });
    expect(workspace.views("maya")).toHaveLength(1);
  });

  it("tells the app when it is closed, if it asked for that", async () => {
    const viewId = await open([{ type: "divider" }], { notify_on_close: true });
    const closing = workspace.closeView({ user: "maya", viewId });
    const frame = await link.next(interaction("view_closed"));
    link.ack(frame);
    await closing;
    expect(frame.payload).toMatchObject({ is_cleared: false, view: { id: viewId } });
  });
});

describe("a trigger", () => {
  it("works once", async () => {
    const client = botClient(workspace);
    const trigger_id = await trigger();
    await client.views.open({ trigger_id, view: modal([{ type: "divider" }]) });
    await expect(
      client.views.open({ trigger_id, view: modal([{ type: "divider" }]) }),
    ).rejects.toMatchObject({ data: { error: "exchanged_trigger_id" } });
    await expect(
      client.views.open({ trigger_id: "1.2.3", view: modal([{ type: "divider" }]) }),
    ).rejects.toMatchObject({ data: { error: "invalid_trigger_id" } });
  });

  it("expires", async () => {
    await workspace.stop();
    workspace = await startWorkspace({ seed: "empty", triggerTtlMs: 0 });
    link = await openLink(workspace);
    await expect(
      botClient(workspace).views.open({
        trigger_id: await trigger(),
        view: modal([{ type: "divider" }]),
      }),
    ).rejects.toMatchObject({ data: { error: "expired_trigger_id" } });
  });
});

describe("a view", () => {
  it("is updated only with its newest hash, and at most three lie on each other", async () => {
    const client = botClient(workspace);
    const viewId = await open([{ type: "divider" }]);
    const view = modal([{ type: "divider" }]);
    const first = workspace.views("maya")[0]?.hash ?? "";
    await client.views.update({ view_id: viewId, hash: first, view });
    await expect(client.views.update({ view_id: viewId, hash: first, view })).rejects.toMatchObject(
      {
        data: { error: "hash_conflict" },
      },
    );
    for (const expected of ["ok", "ok", "push_limit_reached"]) {
      const top = workspace.views("maya").at(-1)?.id ?? "";
      const action = {
        type: "actions",
        block_id: "b",
        elements: [{ type: "button", action_id: "more", text: plain("More") }],
      };
      await client.views.update({ view_id: top, view: modal([action]) });
      const clicked = workspace.click({ user: "maya", viewId: top, actionId: "more" });
      const frame = await link.next(interaction("block_actions"));
      link.ack(frame);
      await clicked;
      const pushed = client.views.push({ trigger_id: asText(frame.payload?.["trigger_id"]), view });
      await expect(
        pushed.then(
          () => "ok",
          (error: { data: { error: string } }) => error.data.error,
        ),
      ).resolves.toBe(expected);
    }
  });

  it("is published to a person's home and pressed there", async () => {
    const client = botClient(workspace);
    const button = (value: string) => ({
      type: "button" as const,
      action_id: "home.decide",
      value,
      text: plain("Decide"),
    });
    await client.views.publish({
      user_id: people.tom,
      view: {
        type: "home",
        blocks: ["one", "two"].map((value) => ({
          type: "section" as const,
          text: { type: "mrkdwn" as const, text: value },
          accessory: button(value),
        })),
      },
    });
    const home = workspace.home("tom");
    const clicked = workspace.click({
      user: "tom",
      viewId: home?.id,
      actionId: "home.decide",
      value: "two",
    });
    const frame = await link.next(interaction("block_actions"));
    link.ack(frame);
    expect(await clicked).toMatchObject({ acked: true });
    expect(frame.payload).toMatchObject({
      container: { type: "view", view_id: home?.id },
      actions: [{ value: "two", type: "button" }],
      view: { type: "home" },
    });
    expect(frame.payload?.["channel"]).toBeUndefined();
    expect(bot.userId).toBe(workspace.world.state.bot.userId);
  });
});
