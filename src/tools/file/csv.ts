const SEPARATORS = [",", ";", "\t"];

/** A CSV table as text, a line a row: `Day: Monday; On call: Leo`. The first row names the columns. */
export function csvText(raw: string): string {
  const [head, ...rows] = csvRows(raw).filter((row) => row.some((cell) => cell.trim() !== ""));
  if (!head) return "";
  if (rows.length === 0) return head.join("; ");
  return rows
    .map((row) =>
      row
        .map((cell, at) => [head[at]?.trim() || `column ${at + 1}`, cell.trim()] as const)
        .filter(([, cell]) => cell !== "")
        .map(([name, cell]) => `${name}: ${cell.replace(/\s+/g, " ")}`)
        .join("; "),
    )
    .join("\n");
}

/** Rows and cells of a CSV text; quotes as in RFC 4180, separated by comma, semicolon or tab. */
export function csvRows(raw: string): string[][] {
  const text = raw.replace(/^\uFEFF/, "");
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === separator) endCell();
    else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") at += 1;
      endRow();
    } else cell += char;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

function separatorOf(text: string): string {
  const first = text.split(/\r?\n/, 1)[0]!;
  const counted = SEPARATORS.map((sign) => ({ sign, count: first.split(sign).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}
