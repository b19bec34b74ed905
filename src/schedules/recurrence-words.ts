import cronstrue from "cronstrue";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** When a schedule happens, in words: `every Friday at 14:00, Berlin time`. */
export function recurrenceWords(cron: string, tz: string): string {
  return `${bareWords(cron)}, ${zoneWords(tz)}`;
}

/** The same without the zone. */
export function bareWords(cron: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = cron.split(" ");
  const often = oftenWords(minute, hour, day, month, weekday);
  if (often !== "") return often;
  const at = timeWords(minute, hour);
  const days = month === "*" ? dayWords(day, weekday) : yearWords(day, month, weekday);
  return at !== "" && days !== "" ? `${days} at ${at}` : asTold(cron);
}

/** `Berlin time` for `Europe/Berlin`. */
export function zoneWords(tz: string): string {
  const place = tz.split("/").at(-1)?.replaceAll("_", " ") ?? tz;
  return place === "UTC" || place === "GMT" ? "UTC" : `${place} time`;
}

function oftenWords(...[minute, hour, day, month, weekday]: string[]): string {
  if (day !== "*" || month !== "*") return "";
  const when = weekday === "*" ? "" : ` on ${weekdayWords(weekday ?? "")}`;
  if (when === " on ") return "";
  const minutes = /^\*\/(\d{1,2})$/u.exec(minute ?? "")?.[1];
  if (minutes !== undefined && hour === "*" && 60 % Number(minutes) === 0)
    return `every ${minutes} minutes${when}`;
  const past = minute === "0" ? "" : ` at ${minute} minutes past`;
  if (!/^\d{1,2}$/u.test(minute ?? "")) return "";
  if (hour === "*") return `every hour${past}${when}`;
  const hours = /^\*\/(\d{1,2})$/u.exec(hour ?? "")?.[1];
  return hours === undefined || 24 % Number(hours) !== 0
    ? ""
    : `every ${hours} hours${past}${when}`;
}

function timeWords(minute: string, hour: string): string {
  if (!/^\d{1,2}$/u.test(minute) || !/^\d{1,2}(,\d{1,2})*$/u.test(hour)) return "";
  const times = hour.split(",").map((one) => `${one.padStart(2, "0")}:${minute.padStart(2, "0")}`);
  return listed(times);
}

function dayWords(day: string, weekday: string): string {
  if (day === "*" && weekday === "*") return "every day";
  if (day === "*") {
    const words = weekdayWords(weekday);
    return words === "" ? "" : words === "weekdays" ? "every weekday" : `every ${words}`;
  }
  if (weekday !== "*") return "";
  if (day === "L") return "on the last day of every month";
  return /^\d{1,2}(,\d{1,2})*$/u.test(day)
    ? `on the ${listed(day.split(",").map(ordinal))} of every month`
    : "";
}

function yearWords(day: string, month: string, weekday: string): string {
  if (weekday !== "*" || !/^\d{1,2}$/u.test(day) || !/^\d{1,2}(,\d{1,2})*$/u.test(month)) return "";
  const months = month.split(",").map((one) => MONTHS[Number(one) - 1] ?? "");
  return `on the ${ordinal(day)} of ${listed(months)}`;
}

function weekdayWords(weekday: string): string {
  if (weekday === "1-5") return "weekdays";
  if (!/^[0-7](,[0-7])*$/u.test(weekday)) return "";
  return listed(weekday.split(",").map((one) => DAYS[Number(one) % 7] ?? ""));
}

function ordinal(day: string): string {
  const n = Number(day);
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const end = teen ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${end}`;
}

function listed(words: string[]): string {
  return words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** What we have no words of our own for. */
function asTold(cron: string): string {
  const told = cronstrue.toString(cron, { use24HourTimeFormat: true });
  return told.charAt(0).toLowerCase() + told.slice(1);
}
