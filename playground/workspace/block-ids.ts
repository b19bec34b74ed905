import { randomBytes } from "node:crypto";
import { asText, isObject, objectsIn, type JsonObject } from "./json.js";

const interactive = new Set(["actions", "context_actions"]);

/** A copy of the blocks with the ids Slack makes up where the app gave none. */
export function withIds(blocks: JsonObject[]): JsonObject[] {
  const copies = structuredClone(blocks);
  for (const block of copies) {
    block["block_id"] ??= shortId();
    for (const element of elementsOf(block))
      if (
        interactive.has(asText(block["type"])) ||
        block["element"] === element ||
        block["accessory"] === element
      )
        if (element["type"] !== "image") element["action_id"] ??= shortId();
  }
  return copies;
}

function shortId(): string {
  return randomBytes(4).toString("base64url").slice(0, 5);
}

/** The elements standing in a block: a list, an accessory, an input's element. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const single = [block["accessory"], block["element"]].filter(isObject);
  const nested = objectsIn(block["child_blocks"]).flatMap(elementsOf);
  return [...objectsIn(block["elements"]), ...single, ...objectsIn(block["actions"]), ...nested];
}

/** The element with that `action_id` and the block it stands in. */
export function findElement(
  blocks: JsonObject[],
  actionId: string,
  blockId?: string,
): { block: JsonObject; element: JsonObject } | undefined {
  for (const block of blocks) {
    if (blockId !== undefined && block["block_id"] !== blockId) continue;
    const element = elementsOf(block).find((candidate) => candidate["action_id"] === actionId);
    if (element) return { block, element };
  }
  return undefined;
}
