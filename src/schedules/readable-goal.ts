import type { Schedule } from "../domain/schedule.js";
import type { RunsRows } from "../runs/ports.js";

const LINK =
  /<(?:@([UW][A-Z0-9]{1,30})|#([CG][A-Z0-9]{1,30})|((?:https?|mailto):[^|>\s]{1,2000}))(?:\|([^>\n]{0,300}))?>/gu;

/** A goal as people read it: names for mentions, `#name` for channels, plain addresses. */
export async function readableGoal(
  rows: Pick<RunsRows, "people">,
  { team, goal }: Pick<Schedule, "team" | "goal">,
): Promise<string> {
  const names = new Map<string, string>();
  for (const [, id] of goal.matchAll(LINK)) {
    if (id === undefined || names.has(id)) continue;
    names.set(id, (await rows.people.get(team, id))?.name ?? "somebody");
  }
  return goal.replace(
    LINK,
    (_all, user?: string, channel?: string, url?: string, label?: string) => {
      if (user !== undefined) return names.get(user) ?? "somebody";
      if (channel !== undefined) return label ? `#${label.replace(/^#/u, "")}` : "a channel";
      return url ?? "";
    },
  );
}
