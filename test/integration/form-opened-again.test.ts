import { people } from "../../playground/seed/ids.js";
import { type House, startHouse } from "../support/house.js";
import { ask, cardWith, controls, press, read, resultOf } from "../support/steps.js";

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

it.each(["expired_trigger_id", "exchanged_trigger_id"])(
  "offers the form once more where Slack says %s",
  async (error) => {
    const { workspace } = house;
    const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
    const card = await cardWith(workspace, at, "call.edit");
    const known = workspace.ephemerals("priya").length;
    workspace.faults.add({ method: "views.open", kind: "error", error });
    await press(workspace, at, "priya", card, "call.edit");
    const told = await workspace.waitFor((w) => w.ephemerals("priya")[known]);
    expect(read(told)).toMatch(/took too long to open\. Please try again\./);
    expect(controls(told)).toEqual(["call.edit"]);
    const { channel, ephemeralId } = told;
    await workspace.click({ user: "priya", channel, ephemeralId, actionId: "call.edit" });
    const form = await workspace.waitFor((w) => w.views("priya").at(-1), { what: "the form" });
    expect(form.callback_id).toBe("call.edit");
    await workspace.closeView({ user: "priya", viewId: form.id });
    await press(workspace, at, "priya", card, "call.approve");
    await resultOf(workspace, at);
  },
);
