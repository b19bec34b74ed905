import { isOrder, written } from "./bullets.js";
import type { Claim, Input } from "./shapes.js";
import { cut, share, stems } from "./words.js";

const WRITER = /^([\p{L}][\p{L} .'-]{1,40}?)(?:, ([^:]{1,40}))?: (.+)$/u;
const LEAST_SHARED = 2;
const MOST_OF_IT = 0.6;

/** The line under a ticket for which nothing fits. */
export const NO_REPLY = "No reply: nothing in the sources fits this one.";

/** One short reply a listed ticket, from the rules in the other sources and from what was answered; null for another goal. */
export function replies(input: Input): string | null {
  const tickets = input.claims.filter((claim) => claim.topic === "ticket");
  if (tickets.length === 0 || !/\brepl(?:y|ies)\b/i.test(input.goal)) return null;
  const rules = input.claims.filter(
    (claim) => claim.topic !== "ticket" && !isOrder(claim) && claim.by === null,
  );
  const parts = tickets.map((ticket, at) => reply(ticket, at + 1, rules, input));
  const ready = parts.filter((part) => !part.includes(NO_REPLY)).length;
  const left = tickets.length - ready;
  const count = `${ready} ${ready === 1 ? "reply is" : "replies are"} ready`;
  return [`**${count}${left > 0 ? `, ${left} not written` : ""}.**`, ...parts].join("\n\n");
}

function reply(ticket: Claim, n: number, rules: Claim[], input: Input): string {
  const [, name, company, words = ticket.text] = WRITER.exec(ticket.text) ?? [];
  const head = `## ${n}. ${name ? [name, company].filter(Boolean).join(", ") : cut(words, 40)}`;
  const said = stems(ticket.text);
  const rule = fitting(rules, said);
  const answer = input.answers.find((one) => share(stems(one.question), said) >= MOST_OF_IT);
  if (!rule && !answer) return `${head}\n${NO_REPLY}`;
  return [
    head,
    ...(name ? [`Hello ${name.split(" ")[0]},`] : []),
    ...(rule ? [`${written({ text: `${rule.text}.`, ns: [rule.sourceN] })}`] : []),
    ...(answer ? [`${asSentence(answer)} (${answer.by}'s word)`] : []),
  ].join("\n");
}

/** "Who calls Norda back?" with "Leo" is "Leo calls Norda back". */
function asSentence({ question, answer }: { question: string; answer: string }): string {
  const plain = question.replace(/[?:\s]+$/, "");
  const who = /^who (.+)$/i.exec(plain)?.[1];
  return who ? `${answer.trim()} ${who}` : `${plain}: ${answer.trim()}`;
}

/** The rule that shares the most words with a ticket; a word that few rules have counts more. */
function fitting(rules: readonly Claim[], said: ReadonlySet<string>): Claim | null {
  const words = rules.map((rule) => stems(rule.text));
  const ranked = words.map((own, at) => {
    const shared = [...own].filter((word) => said.has(word));
    const weight = shared.map((word) => 1 / words.filter((other) => other.has(word)).length);
    return { at, count: shared.length, score: weight.reduce((sum, one) => sum + one, 0) };
  });
  const enough = ranked.filter(({ count }) => count >= LEAST_SHARED);
  const first = enough.toSorted((a, b) => b.score - a.score)[0];
  return first ? (rules[first.at] ?? null) : null;
}
