import { written } from "./bullets.js";
import type { Claim, Input } from "./shapes.js";

/** Whether a goal wants what was decided and what is open, and no text of its own. */
export function wantsDigest(goal: string): boolean {
  return /\bdigest\b|\bdecisions?\b[^.]{0,40}\bopen (?:tasks?|points?)\b/i.test(goal);
}

/** What was decided and what is open, the asker's own tasks marked; null unless that is wanted and was found. */
export function digest(input: Input): string | null {
  if (!wantsDigest(input.goal)) return null;
  const decided = input.claims.filter((claim) => claim.topic === "decision");
  const open = input.claims.filter((claim) => claim.topic === "open task");
  if (decided.length + open.length === 0) return null;
  const me = input.askedBy.split(" ")[0] ?? "";
  const isMine = (claim: Claim) => me !== "" && claim.text.startsWith(`${me}: `);
  const mine = open.filter(isMine).length;
  const count = `${counted(decided.length, "decision")}, ${counted(open.length, "open task")}`;
  const parts = [`**${count}${mine > 0 ? `, ${mine} of them yours` : ""}.**`];
  if (decided.length > 0) parts.push(list("Decided", decided.map(bullet)));
  if (open.length > 0) {
    const lines = open.map((claim) =>
      isMine(claim)
        ? bullet({ ...claim, text: `**You**${claim.text.slice(me.length)}` })
        : bullet(claim),
    );
    parts.push(list("Open", lines));
  }
  return parts.join("\n\n");
}

function bullet(claim: Claim): string {
  return `- ${written({ text: claim.text, ns: [claim.sourceN] })}`;
}

function list(heading: string, lines: string[]): string {
  return `## ${heading}\n${lines.join("\n")}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
