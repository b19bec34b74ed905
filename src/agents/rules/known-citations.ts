import type { AgentIn, AgentOut } from "../../domain/agent-io.js";

const CITATION = / ?\[(\d{1,4})\](?!\()/g;

/** Takes citations of sources that do not exist out of the text. */
export function knownCitations(
  input: AgentIn<"draft">,
  output: AgentOut<"draft">,
): AgentOut<"draft"> {
  const known = new Set(input.sources.map((source) => source.n));
  const markdown = output.markdown.replace(CITATION, (citation: string, n: string) =>
    known.has(Number(n)) ? citation : "",
  );
  return { ...output, markdown: markdown.trim() === "" ? output.markdown : markdown };
}
