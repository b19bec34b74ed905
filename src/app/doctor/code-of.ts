/** The system's or server's short code behind an error, e.g. `ECONNREFUSED`; never its text. */
export function codeOf(error: unknown): string {
  let at: unknown = error;
  for (let depth = 0; typeof at === "object" && at !== null && depth < 6; depth += 1) {
    if ("code" in at && typeof at.code === "string" && /^[A-Z0-9_]{1,40}$/.test(at.code)) {
      return at.code;
    }
    const first = "errors" in at && Array.isArray(at.errors) ? (at.errors[0] as unknown) : null;
    at = ("cause" in at ? at.cause : null) ?? first;
  }
  return "no answer";
}
