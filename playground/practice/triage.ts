import { pointsOf, SEATS, SEATS_QUESTION } from "./comparison.js";
import { wantsDigest } from "./digest.js";
import { MATERIAL } from "./draft.js";
import { asksIn } from "./asks.js";
import type { Input } from "./shapes.js";
import { capital, cut } from "./words.js";

const RECURRING =
  /\b(?:every|each) (?:(?:other|second|single) )?(?:day|morning|evening|weekday|week|month|quarter|hour|mon|tues|wednes|thurs|fri|satur|sun)\w*\b|\b(?:daily|weekly|monthly|hourly) (?:at|on|digest|summary|report|brief)\b|\b(?:regularly|from now on)\b/i;
const ABOUT_ME =
  /\b(?:what can you do|who are you|how do you work|help me get started)\b|^(?:hi|hello|hey|thanks?|thank you)\b[^a-z]*$/i;
const WRITTEN_FOR =
  /\bfor (?:the |our |all |every)?\w*\s?(?:everyone|everybody|customers?|team|company|staff|management|board|press|users|leads|engineers|sales|readers|people)\b|\bfor (?:everyone|everybody|all)\b|#[a-z0-9_-]+/i;
const ADJECTIVE =
  /^(?:a|an|the|this|these|those|our|my|one[- ]pager?|one|two|three|four|five|six|short|quick|brief(?= \w)|new|simple|clear|good|nice|concise|final|whole)\s+/i;

/** Decides which way a request goes, names the job and asks at most one question. */
export function triage(input: Input): object {
  const goal = input.goal
    .replace(/<@\w+>|@fermata\b/gi, "")
    .replace(/\s+/g, " ")
    .trim();
  const base = {
    title: titleFrom(goal, input),
    recurring: RECURRING.test(goal),
    answer: "",
    questions: [],
  };
  if (input.sources.length > 0)
    return { ...base, path: "plan", questions: questionsFor(goal, input.askedBy) };
  // Somebody is asked: that is enough to work with.
  if (asksIn(input.goal).length > 0) return { ...base, path: "plan" };
  if (ABOUT_ME.test(goal) || goal === "")
    return { ...base, path: "answer", title: "About Fermata", answer: ABOUT };
  return {
    ...base,
    path: "ask",
    questions: [
      field("material", `${MATERIAL} Paste the text here.`, {
        type: "long_text",
        hint: "There is no thread, link or file here to read.",
      }),
    ],
  };
}

const ABOUT =
  "I am the practice model: no language model, only rules. I take facts out of the thread, pages and files you give me, word for word, and put them in order with their sources.\n\n" +
  "Try me in a thread: *turn this thread into a one-page brief*.";

/** A summary is named after what it is read from, as far as that name says something. */
function titleFrom(goal: string, input: Input): string {
  const name = titleOf(goal);
  const [asked] = asksIn(input.goal);
  // "Ask Tom for …" names no thing; what he is asked for does.
  if (asked && /^Ask\b/.test(name)) return cut(asked.title.replace(/[?.\s]+$/, ""), 60);
  const about = input.sources.some((source) => /\b(?:incident|outage)\b/i.test(source.label));
  return name === "Summary" && about ? "Incident summary" : name;
}

/** The name of what will exist afterwards, at most 60 characters. */
export function titleOf(goal: string): string {
  const plain = goal
    .replace(/<?https?:\S+/g, "")
    .replace(/[“”"*_`]/g, "")
    .replace(/^\W*(?:(?:please|can you|could you|would you|tell me|i want you to)\s+)+/i, "");
  if (wantsDigest(plain)) {
    const from = /#([\p{Ll}\p{N}_-]+)/u.exec(plain)?.[1];
    return from ? cut(`${capital(from.replace(/[_-]+/g, " "))} digest`, 60) : "Digest";
  }
  const made =
    /\b(?:into|write|make|create|draft|prepare|produce|give me|need) (?:me |us )?((?:an?|the|one|our|my) [^,.;:!?\n]+)/i.exec(
      plain,
    )?.[1];
  if (made) return title(made);
  const compared = /\bcompare ((?:these|those|the|our)? ?[^,.;:!?\n]+)/i.exec(plain)?.[1];
  if (compared) return title(`${singular(bare(cutAtLink(compared)))} comparison`);
  if (/\bsummar|\bsentences\b|\bwhat .{3,40} says?\b/i.test(plain)) return "Summary";
  if (/\b(?:draft|write)?\s*repl(?:y|ies)\b/i.test(plain)) return "Reply drafts";
  return title(plain.split(" ").slice(0, 5).join(" "));
}

function title(phrase: string): string {
  const name = capital(bare(cutAtLink(phrase)));
  return name === "" ? "Request" : cut(name, 60);
}

function cutAtLink(phrase: string): string {
  return (
    phrase.split(
      /\s(?:that|which|for|from|and|with|about|to|so|on|by|of|in|out|because|based)\s/i,
    )[0] ?? phrase
  );
}

function bare(phrase: string): string {
  let text = phrase.trim();
  while (ADJECTIVE.test(text)) text = text.replace(ADJECTIVE, "");
  return text.trim();
}

function singular(phrase: string): string {
  return phrase.replace(/(?<=\w{3})s$/, "");
}

function questionsFor(goal: string, askedBy: string): object[] {
  const points = pointsOf(goal);
  const own = askedInGoal(goal, askedBy);
  if (own.length > 0) return own;
  if (points.length > 1) {
    const options = points.map((point, at) => ({
      label: cut(capital(point), 75),
      value: `p${at}`,
    }));
    return [
      ...seatsFor(goal, points),
      field("priority", "Which matters most?", {
        type: "options",
        options,
        default: "p0",
        hint: "You named it first.",
      }),
    ];
  }
  const isText =
    /\b(?:brief|announcement|memo|one-pager|newsletter|blog|post|update|faq|handout)\b/i.test(goal);
  if (!isText || WRITTEN_FOR.test(goal)) return [];
  return [
    field("audience", "Who will read it?", {
      type: "text",
      default: "everybody in the company",
      hint: "Your request names no readers.",
    }),
  ];
}

/** A price for each person needs to know for how many. */
function seatsFor(goal: string, points: string[]): object[] {
  const isPrice = points.some((point) => /pric|cost/i.test(point));
  if (!isPrice || /\b\d+ (?:people|persons|seats|users)\b/i.test(goal)) return [];
  return [
    field(SEATS, SEATS_QUESTION, {
      type: "number",
      default: "10",
      hint: "Your request names no number, so I take ten.",
    }),
  ];
}

/** Short questions that stand in a request for replies: what only the asker can say. */
function askedInGoal(goal: string, askedBy: string): object[] {
  if (!/\brepl(?:y|ies)\b/i.test(goal)) return [];
  const asked = [...goal.matchAll(/(?<=^|[.:?!] )([^.:?!]{4,80}\?)/g)].map(
    (found) => found[1] ?? "",
  );
  return asked.slice(0, 4).map((question, at) => {
    const who = /^who\b/i.test(question);
    const value = who ? (askedBy.split(" ")[0] ?? "") : "no";
    const hint = who ? "You asked for the replies." : "The careful answer.";
    return field(`q${at + 1}`, capital(question), { default: value, hint });
  });
}

function field(name: string, label: string, rest: object): object {
  return {
    name,
    label,
    type: "text",
    options: [],
    default: null,
    hint: "",
    optional: false,
    ...rest,
  };
}
