import type { Input } from "./shapes.js";
import { capital, cut } from "./words.js";

const NAME = String.raw`@?(<@[UW][A-Z0-9]+(?:\|[^>]*)?>|\p{Lu}[\p{L}'’-]+)`;
const START = String.raw`(?<![\p{L}\p{N}-])`;
/** Where what is asked ends: at the next clause, sentence or line. */
const END = String.raw`(?=\s*(?:,?\s+(?:and )?then\b|,\s+and\b|;|\.(?:\s|$)|\?|!|$|\n)|\s+and (?:\p{L}+ (?:it|them|this|the)\b))`;
/** What an approval is about, which nobody plans. */
const APPROVES = /^(?:approve|sign|review|check|confirm|release|ok|okay|look|read|see)\b/iu;

const ASK_FOR = pattern(
  `ask ${NAME} for ((?:the|a|an|his|her|their|your|our) [^,.;!?\\n]+?)${END}`,
);
const ASK_TO = pattern(`ask ${NAME} to ([^,.;!?\\n]+?)${END}`);
const ASK_WHICH = pattern(
  `ask ${NAME} ((?:which|what|who|where)[^:.;!?\\n]*): ([^.;!?\\n]+?)${END}`,
);
const ASK_WHAT = pattern(
  `ask ${NAME} ((?:how many|how much|how long|when|at what time|who|where|in which channel|what|why|how)\\b[^:,.;!?\\n]+?)${END}`,
);
const LET_EDIT = pattern(
  `(?:let|have) ${NAME} ((?:rewrite|edit|improve|polish|shorten|correct|revise)\\b[^,.;!?\\n]*?)${END}`,
);
const REVIEW = pattern(
  `${NAME}((?:, ${NAME})*,? and ${NAME}) (?:review|judge)s? ([^,.;!?\\n]+?)(?:,| and|;) ?(\\w+) of (?:\\w+|them) (?:must|have to|should)`,
);
const NUMBERS: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5 };

/** A task that asks somebody. */
export interface Ask {
  title: string;
  fn: string;
  who: string;
  others?: string[];
  what: string;
  items?: string[];
  several?: boolean;
  need?: number;
  fields?: object[];
}

/** What the goal wants people to do, give, choose, say, change or judge, in its own words. */
export function asksIn(goal: string): Ask[] {
  const found = [
    ...all(goal, ASK_FOR).flatMap(([who, what]) => (isApproval(what) ? [] : [provide(who, what)])),
    ...all(goal, ASK_TO).flatMap(([who, what]) => (APPROVES.test(what) ? [] : [assign(who, what)])),
    ...all(goal, ASK_WHICH).flatMap(([who, what, list]) => choose(who, what, list)),
    ...all(goal, ASK_WHAT).flatMap(([who, what]) =>
      all(goal, ASK_WHICH).some(([, known]) => known.startsWith(what)) ? [] : [answer(who, what)],
    ),
    ...all(goal, LET_EDIT).map(([who, what]) => edit(who, what)),
    ...reviews(goal),
  ];
  return found.map((one) => ({ ...one, title: cut(one.title, 120), what: cut(one.what, 200) }));
}

/** The tasks of the goal's questions, in the plan's form; `needs` are the reads before them. */
export function askTasks(input: Input, first: number): object[] {
  return asksIn(input.goal).map((one, at) => ({
    id: `t${first + at}`,
    kind: "ask",
    source: null,
    needs: [],
    done: "",
    others: [],
    items: [],
    several: false,
    dueOn: null,
    need: null,
    fields: [],
    ...one,
  }));
}

function pattern(source: string): RegExp {
  return new RegExp(START + source, "giu");
}

function all(goal: string, wanted: RegExp): [string, string, string][] {
  return [...goal.matchAll(wanted)].flatMap((match) => {
    const [, who = "", what = "", rest = ""] = match;
    // The pattern ignores case, a name does not.
    return /^(?:<|\p{Lu})/u.test(who) ? [[bareName(who), what.trim(), rest.trim()]] : [];
  });
}

function bareName(who: string): string {
  return /^<@([UW][A-Z0-9]+)/.exec(who)?.[1] ?? who;
}

function isApproval(what: string): boolean {
  return /\b(?:approval|sign-?off|ok|okay|go-ahead|review|consent)\b/iu.test(what);
}

function provide(who: string, what: string): Ask {
  return { title: `Get ${what}`, fn: "provide", who, what };
}

function assign(who: string, what: string): Ask {
  return { title: capital(what), fn: "assign", who, what };
}

function edit(who: string, what: string): Ask {
  return { title: capital(what), fn: "edit", who, what };
}

function choose(who: string, what: string, list: string): Ask[] {
  const items = list
    .split(/,\s*(?:or|and)\s+|,\s*|\s+(?:or|and)\s+/u)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (items.length < 2 || items.length > 10) return [];
  const several = /^(?:which|what) (?:ones|of (?:these|them)|\p{L}+s)\b/iu.test(what);
  const question = `${capital(what)}?`;
  return [{ title: question, fn: "choose", who, what: question, items, several }];
}

function answer(who: string, what: string): Ask {
  const label = cut(`${capital(what)}?`, 150);
  const type = typeOf(what);
  const fields = [
    { name: "answer", label, type, options: [], default: null, hint: "", optional: false },
  ];
  return { title: label, fn: "answer", who, what: label, fields };
}

function typeOf(what: string): string {
  if (/^how (?:many|much)\b/iu.test(what)) return "number";
  if (/^at what time\b/iu.test(what)) return "time";
  if (/^when\b/iu.test(what)) return "date";
  if (/^who\b/iu.test(what)) return "person";
  return /^in which channel\b/iu.test(what) ? "channel" : "text";
}

function reviews(goal: string): Ask[] {
  return [...goal.matchAll(REVIEW)].map((match) => {
    const list = `${match[1] ?? ""}${match[2] ?? ""}`;
    const names = list.split(/,\s*(?:and\s+)?|\s+and\s+/u).map((one) => bareName(one.trim()));
    const [who = "", ...others] = names.map((one) => one.replace(/^@/u, ""));
    const need = NUMBERS[(match.at(-1) ?? "").toLowerCase()] ?? Number(match.at(-1));
    const what = (match.at(-2) ?? "").trim();
    return {
      title: `Review ${what}`,
      fn: "review",
      who,
      others,
      what,
      ...(Number.isInteger(need) ? { need } : {}),
    };
  });
}
