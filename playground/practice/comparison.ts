import { isOrder, written } from "./bullets.js";
import type { Input } from "./shapes.js";
import { capital, share, stems } from "./words.js";

/** What a goal wants compared: the words after "on" or "by", one by one. */
export function pointsOf(goal: string): string[] {
  const list = /\bcompar\w+\b.*?\b(?:on|by|for|regarding) ([^.:<\n]+)/i.exec(goal)?.[1] ?? "";
  return list
    .split(/,|\band\b/)
    .map((point) => point.replace(/https?:\S+|\s+for\s.*$/g, "").trim())
    .filter((point) => point !== "" && point.split(" ").length <= 5)
    .slice(0, 8);
}

/** A comparison: each source under its own heading with the same points in the same order. */
export function comparison(input: Input): string {
  const points = pointsOf(input.goal);
  const things = input.sources.filter((source) => source.kind !== "person");
  const names = things.map((source) => source.label);
  const on = points.length > 0 ? ` on ${points.join(", ")}` : "";
  const parts = [`**${capital(input.title || "comparison")}: ${names.join(", ")}${on}.**`];
  for (const source of things) {
    const claims = input.claims.filter((claim) => claim.sourceN === source.n && !isOrder(claim));
    const lines = (points.length > 0 ? points : [""]).flatMap((point) => {
      if (point === "")
        return claims.slice(0, 6).map((c) => written({ text: c.text, ns: [source.n] }));
      const wanted = stems(point);
      const best = claims
        .map((claim) => ({ claim, score: share(wanted, stems(`${claim.topic} ${claim.text}`)) }))
        .toSorted((a, b) => b.score - a.score)[0];
      return best && best.score >= 0.5
        ? [`${capital(point)}: ${written({ text: best.claim.text, ns: [source.n] })}`]
        : [`${capital(point)}: not found`];
    });
    parts.push(`## ${source.label}\n${lines.map((line) => `- ${line}`).join("\n")}`);
  }
  return parts.join("\n\n");
}
