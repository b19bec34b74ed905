import { silentLog } from "../../src/log.js";
import { createNoticeToken } from "../../src/slack/notice-token.js";

let now = 0;
const noticed = () => createNoticeToken({ log: silentLog, nowMs: () => now });

it("says why Slack refuses the token until a call works", () => {
  const token = noticed();
  expect(token.refused()).toBeNull();
  token.heard("token_revoked");
  token.heard("channel_not_found");
  expect(token.refused()).toBe("token_revoked");
  token.heard(null);
  expect(token.refused()).toBeNull();
});

it("claims nothing of a token that it has not tried for a minute", () => {
  const token = noticed();
  token.heard("invalid_auth");
  now += 59_000;
  expect(token.refused()).toBe("invalid_auth");
  now += 1_000;
  expect(token.refused()).toBeNull();
  token.heard("invalid_auth");
  expect(token.refused()).toBe("invalid_auth");
});
