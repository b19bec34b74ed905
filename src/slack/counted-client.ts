import { WebAPIPlatformError, WebClient } from "@slack/web-api";
import type { Meter } from "../meter.js";
import type { NoticeToken } from "./notice-token.js";
import { readFailure } from "./outbound/outcome.js";
import { readAgain } from "./read-again.js";

/** Slack's client that asks once more where a read failed, and counts each call by method and outcome; the methods bind to `apiCall` when it is made. */
export class CountedClient extends WebClient {
  readonly #meter: Meter;
  readonly #heard: NoticeToken["heard"];

  constructor(
    { meter, heard }: { meter: Meter; heard: NoticeToken["heard"] },
    ...given: ConstructorParameters<typeof WebClient>
  ) {
    super(...given);
    this.#meter = meter;
    this.#heard = heard;
  }

  override apiCall(
    ...[method, options]: Parameters<WebClient["apiCall"]>
  ): ReturnType<WebClient["apiCall"]> {
    return readAgain(method, () => this.#counted(method, options));
  }

  async #counted(
    ...[method, options]: Parameters<WebClient["apiCall"]>
  ): ReturnType<WebClient["apiCall"]> {
    const count = (outcome: string) =>
      this.#meter.count("fermata_slack_calls_total", { method, outcome });
    try {
      const result = await super.apiCall(method, options);
      count("ok");
      this.#heard(null);
      return result;
    } catch (error) {
      count(outcomeOf(error));
      if (error instanceof WebAPIPlatformError) this.#heard(readFailure(error).code);
      throw error;
    }
  }
}

function outcomeOf(error: unknown): string {
  if (readFailure(error).kind === "rate") return "rate_limited";
  return error instanceof WebAPIPlatformError ? "refused" : "no_answer";
}
