import { readAgain } from "../../src/slack/read-again.js";
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";

const broken = () => new WebAPIRequestError(Object.assign(new Error("x"), { code: "ECONNRESET" }));
const platform = (error: string) => new WebAPIPlatformError({ ok: false, error });

/** Calls that fail with these errors, one after the other, and then answer. */
function failing(...errors: Error[]) {
  const left = [...errors];
  let calls = 0;
  const call = async () => {
    calls += 1;
    const error = left.shift();
    if (error) throw error;
    return "answer";
  };
  return { call, calls: () => calls };
}

it.each([
  ["a broken connection", broken()],
  ["a 503", new WebAPIHTTPError(503, "Unavailable", {}, "")],
  ["a service that is not there", platform("service_unavailable")],
  ["half an answer", platform("internal_error")],
  ["a 429 of a second", new WebAPIRateLimitedError(1)],
])("asks a read once more after %s", async (_what, error) => {
  const { call, calls } = failing(error);
  expect(await readAgain("conversations.info", call)).toBe("answer");
  expect(calls()).toBe(2);
});

it("asks only once more, and says what the last try said", async () => {
  const last = broken();
  const { call, calls } = failing(broken(), last, broken());
  await expect(readAgain("users.info", call)).rejects.toBe(last);
  expect(calls()).toBe(2);
});

it.each([
  ["what may have been written", "chat.postMessage", broken()],
  ["a change", "chat.update", broken()],
  ["a no", "users.info", platform("user_not_found")],
  ["a wrong token", "users.info", platform("invalid_auth")],
  ["a 429 of a minute", "users.info", new WebAPIRateLimitedError(60)],
  ["what somebody on the way refuses", "users.info", new WebAPIHTTPError(403, "No", {}, "")],
])("does not repeat %s", async (_what, method, error) => {
  const { call, calls } = failing(error);
  await expect(readAgain(method, call)).rejects.toBe(error);
  expect(calls()).toBe(1);
});
