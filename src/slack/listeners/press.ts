import { z } from "zod";

const Action = z.looseObject({
  action_id: z.string(),
  value: z.string().optional(),
  action_ts: z.string().optional(),
  block_id: z.string().optional(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});

/** A pressed control: `family.verb` and the opaque id it carries. */
export interface Press {
  family: string;
  verb: string;
  id: string;
  /** The id of the block that it stands in, or "". */
  block: string;
  /** Unique for this press. */
  key: string;
}

/** Reads which control was pressed; a menu's option carries `<verb>:<id>`. */
export function pressOf(action: unknown, triggerId: string): Press {
  const parsed = Action.parse(action);
  const key = triggerId || `${parsed.action_id}:${parsed.action_ts ?? ""}`;
  const block = parsed.block_id ?? "";
  const option = parsed.selected_option?.value;
  if (option !== undefined) {
    const cut = option.indexOf(":");
    const verb = option.slice(0, Math.max(0, cut));
    return { family: "call", verb, id: option.slice(cut + 1), block, key };
  }
  const cut = parsed.action_id.indexOf(".");
  return {
    family: parsed.action_id.slice(0, Math.max(0, cut)),
    verb: parsed.action_id.slice(cut + 1),
    id: parsed.value ?? "",
    block,
    key,
  };
}
