import type { Finding, Problem } from "./finding.js";
import type { Looked } from "./run-checks.js";

const marks: Record<Finding["state"], string> = { ok: "ok", broken: "!!", skipped: "--" };

/** What `doctor` prints: the list for people, then one line of JSON with every figure. */
export function report(
  looked: readonly Looked[],
  run: { seconds: number },
): { text: string; isWell: boolean } {
  const width = Math.max(...looked.map(({ check }) => check.name.length)) + 2;
  const lines = looked.flatMap(({ check, finding }) => {
    const start = `${marks[finding.state]}  ${`${check.name}:`.padEnd(width)}`;
    return linesOf(finding, start);
  });
  const toFix = looked.reduce((sum, { finding }) => sum + problemsOf(finding).length, 0);
  const isWell = toFix === 0;
  const ending = isWell
    ? "All is well. Start with: npm start"
    : `${toFix} ${toFix === 1 ? "thing" : "things"} to fix.`;
  const figures = {
    ok: isWell,
    checks: looked.length,
    broken: looked.filter(({ finding }) => finding.state === "broken").length,
    skipped: looked.filter(({ finding }) => finding.state === "skipped").length,
    problems: toFix,
    seconds: run.seconds,
    results: Object.fromEntries(
      looked.map(({ check, finding }) => [check.key, figuresOf(finding)]),
    ),
  };
  return { text: [...lines, "", ending, JSON.stringify(figures), ""].join("\n"), isWell };
}

function linesOf(finding: Finding, start: string): string[] {
  if (finding.state === "skipped") return [`${start}skipped: needs ${finding.needs}`];
  if (finding.state === "broken") return brokenLines(finding.problems, start);
  const note = finding.note === undefined ? [] : [`    note: ${finding.note}`];
  return [`${start}${finding.says}`, ...note];
}

/** Problems in a row that have the same fix are listed together, with the fix once under them. */
function brokenLines(problems: readonly Problem[], start: string): string[] {
  return problems.flatMap(({ what, fix }, at) => {
    const line = `${start}${what}`;
    return problems[at + 1]?.fix === fix ? [line] : [line, `    fix: ${fix}`];
  });
}

function problemsOf(finding: Finding) {
  return finding.state === "broken" ? finding.problems : [];
}

function figuresOf(finding: Finding): object {
  switch (finding.state) {
    case "skipped":
      return finding;
    case "broken":
      return { state: "broken", ...finding.figures, problems: finding.problems };
    case "ok": {
      const { says, note } = finding;
      return { state: "ok", says, ...(note === undefined ? {} : { note }), ...finding.figures };
    }
  }
}
