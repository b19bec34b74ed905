/** A wish as a question that reads well aloud: `call Norda back.` becomes `Can you call Norda back?` */
export function canYou(wish: string): string {
  const bare = wish
    .trim()
    .replace(/^(?:please|bitte)\s+/iu, "")
    .replace(/[\s.!?:]+$/u, "");
  // A word that begins with two capitals is a name or a short form.
  const order = /^\p{Lu}\p{Ll}/u.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
  return `Can you ${order}?`;
}

/** A day as people say it: `Tuesday 1 December`; what is no day stays as it is. */
export function dayInWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  const said = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  return said.format(at).replace(",", "");
}
