import type { Person } from "../domain/person.js";

const AWAY_SIGNS = new Set([
  ":palm_tree:",
  ":desert_island:",
  ":beach_with_umbrella:",
  ":umbrella_on_ground:",
  ":airplane:",
  ":luggage:",
  ":face_with_thermometer:",
  ":ski:",
  ":baby:",
]);

const AWAY_WORDS =
  /(?<!\p{L})(?:vacationing|on vacation|on holidays?|holidays? until|vacation|out of office|ooo|on leave|annual leave|parental leave|off sick|out sick|sick leave|sick|away until|back on|urlaub|im urlaub|krank|elternzeit|abwesend)(?!\p{L})/iu;
const NOT_AWAY =
  /(?<!\p{L})(?:no|not|never|back from|planning|after|before|kein|nicht|zurück aus)\s+(?:my\s+|the\s+)?(?:on\s+)?(?:vacation|holidays?|leave|sick|urlaub|krank|away|ooo|out of office)(?!\p{L})/iu;

/** Whether somebody's Slack status reads as if they were away for days. It is offered to somebody, never acted on. */
export function looksAway({ status }: Pick<Person, "status">): boolean {
  if (!status) return false;
  const { emoji, text } = status;
  if (NOT_AWAY.test(text)) return false;
  return AWAY_SIGNS.has(emoji) || AWAY_WORDS.test(text);
}
