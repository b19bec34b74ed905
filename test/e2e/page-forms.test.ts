import type { App } from "@slack/bolt";
import { channels, people } from "../../playground/seed/ids.js";
import { botClient } from "../integration/workspace-app.js";
import { describeInBrowser, setStage, type Stage } from "./page-fixture.js";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (value: string, text: string) => ({ text: plain(text), value });
const input = (blockId: string, label: string, element: Record<string, unknown>, more = {}) => ({
  type: "input" as const,
  block_id: blockId,
  label: plain(label),
  element: { action_id: "value", ...element },
  ...more,
});

const colours = [option("red", "Red"), option("green", "Green"), option("blue", "Blue")];

/** One field of each kind, some filled in. */
const form = [
  input("line", "One line", { type: "plain_text_input", initial_value: "first" }),
  input("lines", "Many lines", { type: "plain_text_input", multiline: true, max_length: 3_000 }),
  input(
    "seats",
    "How many?",
    { type: "number_input", is_decimal_allowed: false, min_value: "1", initial_value: "40" },
    { hint: plain("40 comes from Tom.") },
  ),
  input("pick", "Which matters?", {
    type: "radio_buttons",
    options: colours,
    initial_option: colours[0],
  }),
  input("marks", "Which apply?", { type: "checkboxes", options: colours }),
  input("one", "One of these", { type: "static_select", options: colours }),
  input("some", "Some of these", { type: "multi_static_select", options: colours }),
  input("day", "Day", { type: "datepicker" }),
  input("hour", "Time", { type: "timepicker" }),
  input("who", "Who", { type: "users_select" }),
  input("where", "Where", { type: "conversations_select" }),
  input("page", "Page", { type: "url_text_input" }),
  input("mail", "Mail", { type: "email_text_input" }, { optional: true }),
];

describeInBrowser("modals on the page of the local workspace", () => {
  let stage: Stage;
  let submitted: Record<string, unknown> | undefined;
  let closed = 0;

  const listen = (app: App): void => {
    app.action("form.open", async ({ ack, client, body }) => {
      await ack();
      if (body.type !== "block_actions") throw new Error("not a click on a block");
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: "modal",
          callback_id: "form",
          notify_on_close: true,
          title: plain("A form"),
          submit: plain("Go on"),
          close: plain("Back"),
          blocks: form as never,
        },
      });
    });
    app.view("form", async ({ ack, view }) => {
      const seats = view.state.values["seats"]?.["value"]?.value;
      if (seats !== "41") {
        await ack({ response_action: "errors", errors: { seats: "Say 41." } });
        return;
      }
      submitted = Object.fromEntries(
        Object.entries(view.state.values).map(([id, fields]) => [id, fields["value"]]),
      );
      await ack();
    });
    app.view({ callback_id: "form", type: "view_closed" }, async ({ ack }) => {
      closed += 1;
      await ack();
    });
    app.event("app_home_opened", async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: {
          type: "home",
          blocks: [
            { type: "header", text: plain("Waiting for you: 1") },
            {
              type: "actions",
              elements: [{ type: "button", action_id: "form.open", text: plain("Decide") }],
            },
          ],
        },
      });
    });
  };

  beforeAll(async () => {
    stage = await setStage(listen);
    await botClient(stage.workspace).chat.postMessage({
      channel: channels.general,
      text: "A form waits.",
      blocks: [
        {
          type: "actions",
          elements: [{ type: "button", action_id: "form.open", text: plain("Open") }],
        },
      ],
    });
  });
  afterAll(async () => {
    await stage.stop();
  });

  it("shows an error beside its field, keeps what was typed, and sends every kind of value", async () => {
    const page = await stage.open(`#as=${people.maya}&c=${channels.general}`);
    await page.locator("[data-action-id='form.open']").click();
    const field = (id: string) => page.getByTestId(`field-${id}`);
    await field("lines").locator("textarea").fill("a\nb");
    await field("marks").getByLabel("Green").check();
    await field("marks").getByLabel("Blue").check();
    await field("one").locator("select").selectOption("green");
    await field("some").getByLabel("Red").check();
    await field("day").locator("input").fill("2026-12-01");
    await field("hour").locator("input").fill("09:30");
    await field("who").locator("select").selectOption(people.tom);
    await field("where").locator("select").selectOption(channels.launch);
    await field("page").locator("input").fill("https://acme.example/launch");
    await page.getByTestId("modal-submit").click();

    await field("seats").getByText("Say 41.").waitFor();
    const seats = field("seats").locator("input");
    expect(await seats.getAttribute("aria-invalid")).toBe("true");
    expect(await seats.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await field("lines").locator("textarea").inputValue()).toBe("a\nb");
    await seats.fill("41");
    await page.keyboard.press("Enter");
    await page.getByTestId("modal").waitFor({ state: "detached" });

    expect(submitted).toMatchObject({
      line: { value: "first" },
      lines: { value: "a\nb" },
      seats: { value: "41" },
      pick: { selected_option: { value: "red" } },
      marks: { selected_options: [{ value: "green" }, { value: "blue" }] },
      one: { selected_option: { value: "green" } },
      some: { selected_options: [{ value: "red" }] },
      day: { selected_date: "2026-12-01" },
      hour: { selected_time: "09:30" },
      who: { selected_user: people.tom },
      where: { selected_conversation: channels.launch },
      page: { value: "https://acme.example/launch" },
    });
    await page.context().close();
  });

  it("keeps the focus inside, closes by Esc and gives the focus back", async () => {
    const page = await stage.open(`#as=${people.maya}&c=${channels.general}`);
    await page.locator("[data-action-id='form.open']").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("modal").waitFor();
    await page.getByTestId("modal-submit").focus();
    await page.keyboard.press("Tab");
    const inside = (): Promise<boolean> =>
      page.evaluate(
        () =>
          document.querySelector("[data-testid=modal]")?.contains(document.activeElement) ?? false,
      );
    expect(await inside()).toBe(true);
    await page.keyboard.press("Shift+Tab");
    expect(await inside()).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByTestId("modal").waitFor({ state: "detached" });
    await stage.workspace.waitFor(() => closed > 0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-action-id"))).toBe(
      "form.open",
    );
    await page.context().close();
  });

  it("shows the Home tab and opens a form from it", async () => {
    const page = await stage.open(`#as=${people.ana}&c=home`);
    const home = page.getByTestId("home-tab");
    await home.getByText("Waiting for you: 1").waitFor();
    await home.locator("[data-action-id='form.open']").click();
    await page.getByTestId("modal-close").click();
    await page.getByTestId("modal").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("broke nothing and called nobody outside", () => {
    expect(stage.errors).toEqual([]);
  });
});
