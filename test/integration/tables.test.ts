import { type House, startHouse } from "../support/house.js";
import { ask, read, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const markdown = [
  "**Norda** is cheapest. [1]",
  "",
  "| | Norda | Kvik |",
  "|---|---|---|",
  "| 40 people | $760 [1] | **$920** |",
  "| Export | [CSV](https://norda.example/x) | |",
  "",
  "Only Norda hosts in the EU.",
].join("\n");

let house: House;
afterEach(() => house.stop());

async function tableOf(refuseBlockTypes: string[]) {
  house = await startHouse({
    scripts: storyScripts({ draft: () => ({ markdown, changed: [] }) }),
    workspace: { refuseBlockTypes },
  });
  const result = await resultOf(house.workspace, ask(house.workspace, "compare these"));
  const blocks = (result.blocks ?? []) as { type: string; rows?: { text: string }[][] }[];
  const rows = blocks.find((one) => one.type === "table")?.rows;
  return { types: blocks.map((one) => one.type), rows, text: read(result) };
}

it("shows a table as a table, between what stands before and after it", async () => {
  const { types, rows, text } = await tableOf([]);
  expect(types.slice(0, 4)).toEqual(["section", "section", "table", "section"]);
  expect(rows?.map((row) => row.map((cell) => cell.text))).toEqual([
    [" ", "Norda", "Kvik"],
    ["40 people", "$760 [1]", "$920"],
    ["Export", "CSV", " "],
  ]);
  expect(text).toMatch(/Only Norda hosts/);
});

it("shows the same as a list where the workspace has no tables, and remembers it", async () => {
  const { types, text } = await tableOf(["table"]);
  expect(types).not.toContain("table");
  expect(text).toMatch(/• \*40 people\*: Norda: \$760 \[1\]; Kvik: \*\$920\*/);
  const { workspace, app } = house;
  const refusals = () => workspace.calls.filter((call) => call.outcome === "invalid_blocks").length;
  const before = refusals();
  expect(await app.store.surface.refused(workspace.world.state.team.id)).toContain("block:table");
  await resultOf(workspace, ask(workspace, "compare these once more"));
  expect(refusals()).toBe(before);
});
