import { writeFile } from "node:fs/promises";
import { describeScreens } from "../test/support/screens/describe-screens.js";

// Writes docs/screens.md from the code: `npx tsx docs/write-screens.ts`.
await writeFile(new URL("screens.md", import.meta.url), describeScreens());
