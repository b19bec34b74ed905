import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describeAgents } from "../src/agents/describe.js";
import { loadPrompts } from "../src/agents/prompt-file.js";

// Writes docs/agents.md from the code: `npx tsx docs/write-agents.ts`.
const prompts = await loadPrompts(fileURLToPath(new URL("../prompts", import.meta.url)));
await writeFile(new URL("agents.md", import.meta.url), describeAgents(prompts));
