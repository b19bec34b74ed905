const MONTHS =
  "january february march april may june july august september october november december".split(
    " ",
  );
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const PATTERN = new RegExp(
  [
    `(?<y1>\\d{4})-(?<m1>\\d{2})-(?<d1>\\d{2})`,
    `(?<d2>\\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<m2>${MONTH})\\b\\.?(?:,? (?<y2>\\d{4}))?`,
    `(?<m3>${MONTH})\\b\\.? (?<d3>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,? (?<y3>\\d{4}))?`,
    `(?<d4>\\d{1,2})\\.(?<m4>\\d{1,2})\\.(?<y4>\\d{4})?`,
    `the (?<d5>\\d{1,2})(?:st|nd|rd|th)\\b`,
  ].join("|"),
  "gi",
);

/** A date in a text; `month` counts from 1 and is null where only "the 3rd" is said. */
export interface SaidDate {
  day: number;
  month: number | null;
  year: number | null;
  at: number;
  raw: string;
}

/** The dates a text names, in order. */
export function datesIn(text: string): SaidDate[] {
  return [...text.matchAll(PATTERN)].flatMap((found) => {
    const g = found.groups ?? {};
    const day = Number(g.d1 ?? g.d2 ?? g.d3 ?? g.d4 ?? g.d5);
    const name = g.m2 ?? g.m3;
    const number = g.m1 ?? g.m4;
    const month = name ? monthOf(name) : number ? Number(number) : null;
    const year = g.y1 ?? g.y2 ?? g.y3 ?? g.y4;
    if (day < 1 || day > 31 || (month !== null && (month < 1 || month > 12))) return [];
    return [{ day, month, year: year ? Number(year) : null, at: found.index, raw: found[0] }];
  });
}

/** A date as people say it, `Tuesday 1 December`, with the year only where it is another one; null without a month. */
export function dateLabel(date: SaidDate, now: Date): string | null {
  const at = instantOf(date, now);
  if (!at) return null;
  const label = `${DAYS[at.getUTCDay()]} ${date.day} ${capitalMonth(at.getUTCMonth())}`;
  return at.getUTCFullYear() === now.getUTCFullYear() ? label : `${label} ${at.getUTCFullYear()}`;
}

/** The day itself at midnight UTC; a missing year is the one that brings it nearest to now. */
export function instantOf(date: SaidDate, now: Date): Date | null {
  if (date.month === null) return null;
  const years = date.year ? [date.year] : [-1, 0, 1].map((by) => now.getUTCFullYear() + by);
  const days = years.map((year) => new Date(Date.UTC(year, (date.month ?? 1) - 1, date.day)));
  return days.reduce((best, one) => (distance(one, now) < distance(best, now) ? one : best));
}

/** The one month named in a text without a day, `October`, as its first day; null if there is none. */
export function monthIn(text: string, now: Date): Date | null {
  const found = new RegExp(`\\b(?:from|of|in|since|,) (${MONTH})\\b(?! \\d)`, "i").exec(text)?.[1];
  if (!found) return null;
  return instantOf({ day: 28, month: monthOf(found), year: null, at: 0, raw: found }, now);
}

/** Clock times such as `09:00`, `9 am` or `10.30 pm`, as `HH:MM`; "instead of 18:00" is none. */
export function timesIn(text: string): { value: string; at: number }[] {
  const pattern =
    /(instead of |not |rather than )?\b(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm|h|o'clock)?\b(?![.,:]?\d)/gi;
  return [...text.matchAll(pattern)].flatMap((found) => {
    const [, negated, hour, minute, half] = found;
    if (negated || (!half && (!minute || found[0].includes(".")))) return [];
    let hours = Number(hour);
    if (/pm/i.test(half ?? "") && hours < 12) hours += 12;
    if (hours > 24 || Number(minute ?? 0) > 59) return [];
    return [{ value: `${String(hours).padStart(2, "0")}:${minute ?? "00"}`, at: found.index }];
  });
}

/** Sums of money and percentages as they stand in a text. */
export function amountsIn(text: string): string[] {
  return (
    text.match(
      /[$€£]\s?\d[\d,.]*\d?(?:\s?(?:k|m|million))?|\b\d[\d,.]*\s?(?:%|percent|euros?|dollars?|USD|EUR)/gi,
    ) ?? []
  ).map((amount) => amount.trim());
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase())) + 1;
}

function capitalMonth(index: number): string {
  const name = MONTHS[index] ?? "";
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function distance(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime());
}
