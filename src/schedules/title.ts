const LEADS =
  /^(?:(?:please|bitte|can you|could you|then|and)\s+|(?:give|send|get|show|tell)\s+(?:me|us)\s+|(?:write|make|create|draft|prepare|produce|post|list|gib|schick|schicke|zeig)\s+(?:(?:me|us|mir|uns)\s+)?|turn\s+this\s+thread\s+into\s+|(?:the|a|an|all|our|my|der|die|das|ein|eine|einen)\s+)+/iu;
const TAIL = /(?:\s(?:from|for|in|of|and|to|about|on|at|the|a|this|aus|von|für|#))+$/iu;
const MOST_CHARS = 40;

/** A name for what a goal makes each time, by rule: its first words, without "give me the". */
export function titleOfGoal(goal: string): string {
  const plain = goal
    .replace(/<[^>]{1,300}>/gu, " # ")
    .replace(/https?:\S+/gu, " ")
    .replace(/[*_`"“”]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  const named =
    plain
      .replace(LEADS, "")
      .split(/[.,;:!?]|\s(?:from|for|in|and (?:post|ask|send)|then|aus|von)\s/iu)[0]
      ?.trim() ?? "";
  const words = named.split(" ");
  let title = "";
  for (const word of words) {
    if (title.length + word.length + 1 > MOST_CHARS) break;
    title = title === "" ? word : `${title} ${word}`;
  }
  title = title.replace(TAIL, "");
  const own = title === "" ? named.slice(0, MOST_CHARS) : title;
  return own === "" ? "Scheduled job" : own.charAt(0).toUpperCase() + own.slice(1);
}
