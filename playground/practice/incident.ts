import { isOrder, written } from "./bullets.js";
import type { Claim, Input } from "./shapes.js";
import { OPEN } from "./topics.js";

const OVER =
  /\b(?:stable|back to normal|works? again|working again|resolved|recovered|go through again|fixed)\b/i;
const FOR_CUSTOMERS = /\b(?:customers?|refund\w*|orders?|baskets?|support|charged)\b/i;
const MOST = 7;

/** What happened, what it means for customers and what is open, in the order of the day; null for another goal. */
export function incident(input: Input): string | null {
  if (!/\b(?:incident|outage)\b/i.test(`${input.title} ${input.goal}`)) return null;
  const claims = input.claims.filter((claim) => !isOrder(claim));
  if (claims.length === 0) return null;
  const main = claims.findLast((claim) => OVER.test(claim.text)) ?? claims[0]!;
  const rest = claims.filter((claim) => claim !== main);
  const open = rest.filter((claim) => OPEN.test(claim.excerpt));
  const customers = rest.filter((one) => !open.includes(one) && FOR_CUSTOMERS.test(one.text));
  const events = rest.filter((one) => !open.includes(one) && !customers.includes(one));
  return [
    `**${main.text}.** [${main.sourceN}]`,
    list("What happened", events, true),
    list("For customers", customers, false),
    list("Still open", open, false),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function list(heading: string, claims: Claim[], timed: boolean): string {
  if (claims.length === 0) return "";
  const lines = claims.slice(0, MOST).map((claim) => {
    const at = timed ? /\d{2}:\d{2}$/.exec(claim.date ?? "")?.[0] : undefined;
    const text = at === undefined ? claim.text : `${at}: ${claim.text}`;
    return `- ${written({ text, ns: [claim.sourceN] })}`;
  });
  return `## ${heading}\n${lines.join("\n")}`;
}
