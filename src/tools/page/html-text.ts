/** As much of a DOM node as is needed to read its text; linkedom's nodes fit. */
export interface TextNode {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<TextNode>;
}

const SKIPPED = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "SVG", "IFRAME", "HEAD"]);
const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 " +
    "HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL"
  ).split(" "),
);
const CELLS = new Set(["TD", "TH"]);
const DEEPEST = 200;

/** The text under a node as a reader sees it: a line a block, `- ` before list entries, ` | ` between cells. */
export function htmlText(root: TextNode): string {
  const parts: string[] = [];
  walk(root, parts, 0);
  return parts
    .join("")
    .split("\n")
    .map((line) =>
      line
        .replace(/[^\S\n]+/g, " ")
        .replace(/^( ?\|)+ ?|( ?\|)+ ?$/g, "")
        .trim(),
    )
    .filter((line) => line !== "" && line !== "-")
    .join("\n");
}

function walk(node: TextNode, parts: string[], depth: number): void {
  if (node.nodeType === 3) {
    parts.push((node.textContent ?? "").replace(/\s+/g, " "));
    return;
  }
  const name = node.nodeName.toUpperCase();
  if (SKIPPED.has(name)) return;
  if (name === "BR") parts.push("\n");
  const isBlock = BLOCKS.has(name);
  if (isBlock) parts.push(name === "LI" ? "\n- " : "\n");
  if (depth > DEEPEST) parts.push(node.textContent ?? "");
  else for (const child of node.childNodes) walk(child, parts, depth + 1);
  if (isBlock) parts.push("\n");
  if (CELLS.has(name)) parts.push(" | ");
}
