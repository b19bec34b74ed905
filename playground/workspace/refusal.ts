import type { JsonObject } from "./json.js";

/** What a Web API method answers instead of doing the work: Slack's error name and extra fields. */
export class SlackRefusal extends Error {
  /** `code` is Slack's error name; `extra` joins the answer beside `ok: false`. */
  constructor(
    readonly code: string,
    readonly extra: JsonObject = {},
  ) {
    super(code);
    this.name = "SlackRefusal";
  }
}

/** Refuses with Slack's list of problems, in the form its Web API uses. */
export function refuseWith(code: string, problems: string[]): never {
  throw new SlackRefusal(code, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}
