const STOP =
  /^(please\s+)?(stop|cancel|abort|halt|stopp|abbrechen)(?=$|\s*[.!,;:]|\s+(it|this|that|now|please|here|everything|the job)\b)/i;

/** Whether a message in a run's thread asks to stop it: the word comes first and means the job. */
export function isStopWord(text: string): boolean {
  return STOP.test(text.trim());
}

/** Whether somebody wants to know what this is rather than gives a goal. */
export function isHelp(text: string): boolean {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[?!.\s]+$/, "");
  return said === "" || ["help", "hilfe", "hi", "hello", "hey", "what can you do"].includes(said);
}
