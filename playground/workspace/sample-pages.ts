import { readFileSync } from "node:fs";

const names = [
  "launch",
  "pricing",
  "status-guide",
  "hostile",
  "norda",
  "kvik",
  "deskly",
  "refunds",
];
const folder = new URL("../pages/", import.meta.url);

/** The HTML of `/pages/<name>`, or undefined when there is no such page. */
export function samplePage(name: string): string | undefined {
  if (!names.includes(name)) return undefined;
  return readFileSync(new URL(`${name}.html`, folder), "utf8");
}
