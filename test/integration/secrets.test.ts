import { rmSync } from "node:fs";
import { credentials } from "../../playground/seed/ids.js";
import { allRows, keepingLog } from "../support/all-rows.js";
import { freshDataDir } from "../support/data-dir.js";
import { startHouse } from "../support/house.js";
import { ask, resultOf } from "../support/steps.js";

it("keeps tokens and keys out of rows, jobs, log lines, prompts and messages", async () => {
  const dataDir = await freshDataDir();
  const { lines, log } = keepingLog();
  const house = await startHouse({
    config: { dataDir },
    options: { log },
  });
  const { workspace, model } = house;
  try {
    // A failing model and a refused post make the paths talk on which secrets slip out.
    model.failNext(500, 1);
    workspace.faults.add({ method: "chat.postMessage", kind: "500", times: 1 });
    const asked = ask(workspace, `make a brief, check it against ${workspace.origin}/pages/launch`);
    await resultOf(workspace, asked);
    await house.app.outbound?.idle();
  } finally {
    await house.stop();
  }
  try {
    const secrets = [credentials.botToken, credentials.appToken, house.config.model.apiKey];
    const rows = Object.values(await allRows(dataDir)).flat();
    const said = workspace.calls.map((call) => JSON.stringify(call.args));
    const prompts = model.asked.map((one) => one.user);
    expect(rows.length).toBeGreaterThan(20);
    expect(lines.length).toBeGreaterThan(0);
    for (const place of [rows, lines, prompts, said.map(withoutToken)]) {
      expect(place.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
    }
    // The log tells of rooms and codes, never what people wrote.
    expect(lines.filter((line) => line.includes("Atlas"))).toEqual([]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** The client also sends its own token as an argument of the call; that is how Slack knows us. */
function withoutToken(args: string): string {
  return args.replace(/"token":"[^"]*"/, "");
}
