import { type House, startHouse } from "../support/house.js";
import { ask, resultOf } from "../support/steps.js";

let house: House;
beforeEach(async () => {
  house = await startHouse();
});
afterEach(() => house.stop());

const page = async (name: string) =>
  (await fetch(`http://127.0.0.1:${house.app.port}/${name}`)).text();

it("waits while Slack refuses the token, says so, and goes on when it takes it again", async () => {
  const { workspace } = house;
  const fault = { method: "*", kind: "error", error: "token_revoked", times: 1_000 } as const;
  workspace.faults.add(fault);
  const at = ask(workspace, "a brief from this thread");
  await workspace.waitFor((w) => w.calls.some((one) => one.outcome === "token_revoked"), {
    what: "the first refusal",
  });
  expect(await page("readyz")).toMatch(
    /^ok\nslack: it refuses the token \(token_revoked\); jobs and messages wait/,
  );
  expect(await page("metrics")).toMatch(
    /fermata_slack_token_refused_total\{reason="token_revoked"\} [1-9]/,
  );
  workspace.faults.clear();
  await resultOf(workspace, at);
  expect(await page("readyz")).toBe("ok\n");
}, 90_000);
