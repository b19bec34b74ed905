/** A value in the form of a draft, from which broken answers are made. */
export const GOOD = {
  markdown: "Atlas launches on 1 December.",
  changed: ["Shorter.", "Newer."],
};

const good = JSON.stringify(GOOD);
const values = [
  "tru",
  "True",
  "nul",
  "None",
  "undefined",
  "NaN",
  "-NaN",
  "Infinity",
  "-Infinity",
  "+1",
  "01",
  "-01",
  ".5",
  "5.",
  "1e",
  "1e+",
  "1E-",
  "0x1F",
  "0b1",
  "0o7",
  "1_000",
  "1,5",
  "--1",
  "-",
  "1e999",
  "-1e999",
  "9".repeat(400),
  "0.1.2",
  "'a'",
  "`a`",
  "“a”",
  "a",
  '"a',
  'a"',
  '"\\x41"',
  '"\\u00"',
  '"\\u{41}"',
  '"\\',
  '"\\a"',
  '"\t"',
  '"\n"',
  '"\u0000"',
  "1n",
  "new Date()",
  "/a/",
  "() => 1",
  "require('fs')",
  "process.exit(1)",
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  "",
  "//",
  "#",
];
const wholes = [
  "",
  " ",
  "\n",
  "\ufeff",
  "null",
  "true",
  "0",
  '"text"',
  "[]",
  "[[]]",
  "{}",
  "{ }",
  "[{}]",
  '{"":0}',
  "{{}}",
  "[,]",
  "{,}",
  "{:}",
  '{"a"}',
  '{"a":}',
  '{"a" 1}',
  '{"a",1}',
  "{a:1}",
  "{'a':1}",
  "{1:1}",
  '{"a":1,}',
  '{"a":1,,"b":2}',
  '{"a":1 "b":2}',
  '["a",]',
  '["a"',
  '["a"]]',
  '"',
  "\\",
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "{\u0000}",
  "<html></html>",
  "# Title",
  "Sorry, I cannot.",
  "```",
  "```json",
  "```json\n```",
  "``````",
  "{}{}",
  "[][]",
  "{}[]",
  "/* a */",
  "// a",
  "--",
  "%PDF-",
];

/** Broken, strange and hostile answers of a model, each with what is wrong with it. */
export function brokenJson(): [string, string][] {
  const all: [string, string][] = [];
  const add = (why: string, text: string): void => void all.push([why, text]);
  for (const text of wholes) add(`the whole is ${JSON.stringify(text)}`, text);
  for (const value of values) {
    add(`a value is ${JSON.stringify(value.slice(0, 20))}`, `{"markdown":${value},"changed":[]}`);
    add(
      `an entry is ${JSON.stringify(value.slice(0, 20))}`,
      `{"markdown":"x","changed":[${value || ","}]}`,
    );
  }
  for (const value of ["1", "true", "null", "{}", "[]", '["x"]', '{"text":"x"}', "1e400", '""']) {
    add(`the text is ${value}`, `{"markdown":${value},"changed":[]}`);
    if (value !== "[]" && value !== '["x"]')
      add(`the list is ${value}`, `{"markdown":"x","changed":${value}}`);
    if (value !== '""') add(`an entry is ${value}`, `{"markdown":"x","changed":[${value}]}`);
  }
  for (let at = 1; at < good.length; at += 1) add(`it ends after ${at} signs`, good.slice(0, at));
  for (let at = 0; at < good.length; at += 1) {
    if ('{}[]":,'.includes(good[at] ?? ""))
      add(`sign ${at} is missing`, good.slice(0, at) + good.slice(at + 1));
  }
  for (const [open, close] of [
    "[]",
    "{}",
    '{"a":',
    "[{",
    "(",
    "<a>",
    "\n",
    " ",
    "```\n",
    "{[",
    '"\\',
  ].map((one) =>
    one.length === 2 && one !== "[{" && one !== "{[" && one !== '"\\'
      ? [one[0]!, one[1]!]
      : [one, ""],
  )) {
    for (const depth of [10, 1_000, 100_000]) {
      add(`${JSON.stringify(open)} ${depth} times`, open!.repeat(depth));
      if (close)
        add(`${open} ${depth} times, and closed`, open!.repeat(depth) + close.repeat(depth));
    }
  }
  add(
    "keys of a prototype",
    `{"__proto__":{"markdown":"x"},"constructor":{"prototype":{"changed":[]}}}`,
  );
  add(
    "a class of the graph library",
    `{"lc":1,"type":"constructor","id":["x"],"kwargs":{"markdown":"x"}}`,
  );
  add(
    "the schema instead of a value",
    `{"type":"object","properties":{"markdown":{"type":"string"}}}`,
  );
  add("a list around it", `[${good}]`);
  add("a string around it", JSON.stringify(good));
  add("another name around it", `{"draft":${good}}`);
  add("two of them", `${good}\n${good}`);
  add("two fences", `\`\`\`json\n${good}\n\`\`\`\n\`\`\`json\n${good}\n\`\`\``);
  add("5 MB of nothing", " ".repeat(5_000_000));
  add("5 MB of line breaks in a fence", `\`\`\`json\n${"\n".repeat(5_000_000)}\n\`\`\`x`);
  add("900 KB of line breaks in a fence", `\`\`\`json\n${" \n".repeat(450_000)}\`\`\`x`);
  add("5 MB of text", `{"markdown":"${"x".repeat(5_000_000)}","changed":[]}`);
  add("900 KB of braces", "{}".repeat(450_000));
  add("900 KB of quotes", '"'.repeat(900_000));
  add("many keys", `{${Array.from({ length: 40_000 }, (_, n) => `"k${n}":${n}`).join(",")}}`);
  add("a list too long", `{"markdown":"x","changed":[${'"a",'.repeat(200_000)}"a"]}`);
  return all;
}

/** Answers that hold one good value, whatever stands around it or is in it twice. */
export function wrappedJson(): [string, string][] {
  return [
    ["as it is", good],
    ["with space", `\n\n  ${good}\t\n`],
    ["in a fence", `\`\`\`json\n${good}\n\`\`\``],
    ["in a fence without a name", `\`\`\`\n${good}\n\`\`\``],
    ["in a fence in one line", `\`\`\`json ${good} \`\`\``],
    ["after a sentence", `Here is the draft:\n${good}`],
    ["before a sentence", `${good}\nI hope that helps.`],
    ["between sentences, in a fence", `Sure.\n\n\`\`\`json\n${good}\n\`\`\`\n\nDone.`],
    ["after a byte order mark", `\ufeff${good}`],
    ["over several lines", JSON.stringify(GOOD, null, 2)],
    ["with a key twice, the last one good", good.replace("{", '{"markdown":5,')],
    [
      "with keys that nobody asked for",
      good.replace("{", '{"thoughts":["hm"],"__proto__":{"a":1},'),
    ],
  ];
}
