import type { AgentOut } from "../../domain/agent-io.js";

/** Cuts a text that is longer than it may be, at a line where one is near, and says so at its end. */
export function cutText(out: AgentOut<"draft">, maxChars: number): AgentOut<"draft"> {
  if (out.markdown.length <= maxChars) return out;
  const note = `\n\n(Cut here: a text may be ${maxChars.toLocaleString("en")} characters long.)`;
  const head = wellFormed(out.markdown.slice(0, maxChars - note.length));
  const line = head.lastIndexOf("\n");
  const kept = line > head.length * 0.9 ? head.slice(0, line) : head;
  return { ...out, markdown: `${kept.trimEnd()}${note}` };
}

/** Without half a letter at its end. */
function wellFormed(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
