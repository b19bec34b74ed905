import type { Settings } from "../../config.js";

const SIGNED_IN = /\/\/[^\s/@"]*@/g;
const TOKENS = /\b(xox[a-z](?:\.xox[a-z])?-|xapp-|sk-)[\w-]+/g;
/** A key may be any word where the server needs none; taking that out would spoil the text. */
const SHORTEST = 12;

/** The last guard before anything is printed: takes every secret of the settings, and all that looks like one, out. */
export function hideSecrets(text: string, { values }: Pick<Settings, "values">): string {
  const secrets = [
    values.SLACK_BOT_TOKEN,
    values.SLACK_APP_TOKEN,
    values.SLACK_SIGNING_SECRET,
    values.OPENAI_API_KEY,
    ...[values.DATABASE_URL, values.REDIS_URL, values.OPENAI_BASE_URL].flatMap(passwordsIn),
  ];
  let safe = text;
  for (const secret of secrets) {
    if (secret && secret.length >= SHORTEST) safe = safe.replaceAll(secret, "…");
  }
  return safe.replace(TOKENS, "$1…").replace(SIGNED_IN, "//…@");
}

/** The address without who signs in there: fit to print. */
export function placeOf(address: string): string {
  if (!address.includes("://") || !URL.canParse(address)) return "that address";
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname === "/" ? "" : url.pathname}`;
}

function passwordsIn(address: string | undefined): string[] {
  if (!address || !URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  const given = searchParams.get("password") ?? "";
  return [password, decodeURIComponent(password), given].filter((one) => one !== "");
}
