import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";

/**
 * What a failed call means for the row: `rate` wait for the method, `retry` it surely did not happen,
 * `unknown` it may have happened, `upload` the bytes of a file were not taken, `blocks` the blocks were refused, `final`
 * it will never work. `isRefused`: somebody on the way said no, and says it again as a rule.
 * `code` is Slack's error name or one of ours, never a body.
 */
export type Failure =
  | { kind: "rate"; code: string; waitMs: number }
  | { kind: "retry"; code: string; waitMs?: number }
  | { kind: "unknown"; code: string; isRefused?: boolean }
  | { kind: "upload"; code: string; isRefused: boolean }
  | { kind: "blocks"; code: string; messages: string[] }
  | { kind: "final"; code: string };

/** Slack did not start the work. */
const notStarted = new Set([
  "ratelimited",
  "rate_limited",
  "service_unavailable",
  "request_timeout",
]);
/** Slack may have stopped half way. */
const halfWay = new Set([
  "internal_error",
  "fatal_error",
  "team_added_to_org",
  "org_login_required",
]);
/** Somebody has to mend the installation; the messages are kept until then. */
const installation = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "no_permission",
  "ekm_access_denied",
]);
const blockErrors = new Set(["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"]);
const never = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
/** Whoever installs the app again should not wait a minute to see that it helped. */
const mendMs = 15_000;

/** What is refused now and may be taken soon. */
const soonTaken = new Set([408, 425, 429]);

/** Whether an answer over HTTP says no for good: a filter on the way, or a file that is too large. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && !soonTaken.has(status);
}

/** The same of the code that a row keeps. */
export function isRefusalCode(code: string): boolean {
  return isRefusal(Number(/^http_(\d{3})$/.exec(code)?.[1]));
}

/** The bytes of a file were not taken: nothing of it is anywhere where people could see it. */
export class NotUploaded extends Error {
  override readonly name = "NotUploaded";
  constructor(
    /** What stands after `upload_` in the row. */
    readonly reason: string,
    readonly isRefused: boolean,
    cause?: unknown,
  ) {
    super("A file was not uploaded.", { cause });
  }
}

const UPLOAD = "upload_";

/** Whether it was the place for files that did not answer, and not Slack. */
export function isUpload(code: string): boolean {
  return code.startsWith(UPLOAD);
}

/** Whether somebody has to mend the installation before this can work. */
export function isInstallation(code: string): boolean {
  return installation.has(code);
}

/** Sorts an error of the Web API client. */
export function readFailure(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: "rate", code: "ratelimited", waitMs: Math.max(1, error.retryAfter) * 1000 };
  if (error instanceof WebAPIHTTPError)
    return {
      kind: "unknown",
      code: `http_${error.statusCode}`,
      isRefused: isRefusal(error.statusCode),
    };
  if (error instanceof NotUploaded)
    return { kind: "upload", code: `${UPLOAD}${error.reason}`, isRefused: error.isRefused };
  if (error instanceof WebAPIPlatformError) return platform(error);
  if (error instanceof WebAPIRequestError) {
    const code = causeCode(error.original);
    if (never.has(code)) return { kind: "retry", code };
    return { kind: "unknown", code: code || "no_answer" };
  }
  // A 429 without Retry-After reaches us as a plain error of the library.
  if (error instanceof Error && error.message.startsWith("Retry header did not contain"))
    return { kind: "rate", code: "ratelimited", waitMs: 5_000 };
  return { kind: "unknown", code: "broken_answer" };
}

function platform(error: WebAPIPlatformError): Failure {
  const code = error.data.error;
  // A body that is not JSON, such as a page of a proxy, arrives here as the "error".
  if (typeof code !== "string" || !/^(?!xox|xapp)[a-z0-9_.-]{1,80}$/i.test(code))
    return { kind: "unknown", code: "not_json" };
  if (notStarted.has(code)) return { kind: "retry", code };
  if (halfWay.has(code)) return { kind: "unknown", code };
  if (installation.has(code)) return { kind: "retry", code, waitMs: mendMs };
  if (blockErrors.has(code))
    return { kind: "blocks", code, messages: error.data.response_metadata?.messages ?? [] };
  return { kind: "final", code };
}

/** The short code of what broke a request, or nothing. */
export function causeCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
    if (at.name === "TimeoutError") return "timeout";
  }
  return "";
}
