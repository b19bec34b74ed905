import { readFile } from "node:fs/promises";
import { describeAgents } from "../../src/agents/describe.js";
import { loadPrompts } from "../../src/agents/prompt-file.js";

describe("docs/agents.md", () => {
  it("says what the code says; if not, run `npx tsx docs/write-agents.ts`", async () => {
    const written = await readFile("docs/agents.md", "utf8");
    expect(written).toBe(describeAgents(await loadPrompts("prompts")));
  });
});
