import { readSettings } from "../../config.js";
import { readBeside } from "./beside.js";
import { createLink } from "./create-link.js";
import { examine } from "./doctor.js";

/** `doctor` looks at the settings and the servers behind them; `doctor --link` prints Slack's create-app link. */
export async function doctor(args: readonly string[]): Promise<{ text: string; exitCode: number }> {
  const unknown = args.find((arg) => arg !== "--link");
  if (unknown !== undefined) {
    return { text: `"${unknown}" is no option of doctor. There is one: --link.\n`, exitCode: 2 };
  }
  if (args.includes("--link")) {
    return { text: `${createLink(readBeside("manifest.yml") ?? "")}\n`, exitCode: 0 };
  }
  const { text, isWell } = await examine(readSettings());
  return { text, exitCode: isWell ? 0 : 1 };
}
