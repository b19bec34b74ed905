/**
 * The one catalogue of errors: a stable code, what happened, and what the reader can do next.
 * Retired codes are never used again.
 */
const catalogue = {
  CONFIG_INVALID: {
    message: "The settings are not complete.",
    next: "Fix the listed lines and start again.",
    retryable: false,
  },
  DATA_DIR_IN_USE: {
    message: "Another process is using this data directory.",
    next: "Stop the other Fermata, or set DATA_DIR to a folder of its own, or use DATABASE_URL.",
    retryable: false,
  },
  DATA_DIR_TORN: {
    message: "The embedded database in the data directory cannot be opened.",
    next: "Move the folder away and restore it as docs/operations.md says under Backup and restore, or start with an empty DATA_DIR.",
    retryable: false,
  },
  DATABASE_UNREACHABLE: {
    message: "The database does not answer.",
    next: "Check DATABASE_URL and that the server is running; nothing accepted is lost.",
    retryable: true,
  },
  DATABASE_READ_ONLY: {
    message: "The database takes no writes.",
    next: "Look whether its disk is full or it is a standby; nothing accepted is lost.",
    retryable: true,
  },
  QUEUE_UNREACHABLE: {
    message: "The queue does not answer.",
    next: "Check REDIS_URL and that the server is running; the sweeper catches up by itself.",
    retryable: true,
  },
  POOL_IN_TRANSACTION: {
    message: "The pool was used inside a transaction.",
    next: "Use the transaction that was handed to you.",
    retryable: false,
  },
  TRANSACTION_TOO_LONG: {
    message: "A transaction took longer than its limit and was rolled back.",
    next: "Do slow work, such as a call over the network, outside the transaction.",
    retryable: true,
  },
  LEASE_LOST: {
    message: "Another worker has taken over this run.",
    next: "Nothing to do: the other worker goes on.",
    retryable: false,
  },
  CLICK_HANDLED: {
    message: "Another process has acted on this click.",
    next: "Nothing to do: it counts once.",
    retryable: false,
  },
  ILLEGAL_TRANSITION: {
    message: "That change of state is not allowed.",
    next: "Read the row again: somebody was faster.",
    retryable: false,
  },
  ROOT_NOT_SHOWN: {
    message: "The first message of this job's thread is not in Slack yet.",
    next: "Nothing to do: the job goes on when it is there.",
    retryable: true,
  },
  ROOT_LOST: {
    message: "Slack does not take the first message of this job's thread.",
    next: "Ask again where Fermata can write, or invite it.",
    retryable: false,
  },
  CALL_INVALID: {
    message: "A question to people does not have the form that its function declares.",
    next: "Look at the declaration in src/humans/functions; nobody was asked.",
    retryable: false,
  },
  NOT_APPROVED: {
    message: "What is about to be delivered is not what was approved.",
    next: "Nothing was delivered. Look at the job's record, and ask for the approval again.",
    retryable: false,
  },
  NOT_FOUND: {
    message: "There is no such row.",
    next: "Check the id.",
    retryable: false,
  },
  MODEL_UNREACHABLE: {
    message: "The model service did not answer.",
    next: "Try again in a few minutes.",
    retryable: true,
  },
  MODEL_REFUSED: {
    message: "The model service refused the call.",
    next: "Check OPENAI_API_KEY, OPENAI_BASE_URL and the model names.",
    retryable: false,
  },
  MODEL_OUTPUT_INVALID: {
    message: "The model's answer did not have the form that was asked for.",
    next: "Try again, or choose a stronger model.",
    retryable: false,
  },
  MODEL_DECLINED: {
    message: "The model declined to answer.",
    next: "Ask in other words.",
    retryable: false,
  },
  MODEL_FILTERED: {
    message: "A content filter withheld the model's answer.",
    next: "Ask in other words, or choose another model.",
    retryable: false,
  },
  MODEL_CUT_OFF: {
    message: "The model's answer was cut off at its length limit.",
    next: "Ask for something shorter.",
    retryable: false,
  },
  MODEL_EMPTY: {
    message: "The model's answer was empty.",
    next: "Try again, or choose another model.",
    retryable: false,
  },
  CALL_LIMIT: {
    message: "The job asked the model more often than it may.",
    next: "Ask for a smaller piece of work, or raise limits.maxModelCalls in the config file.",
    retryable: false,
  },
  STEP_REPEATED: {
    message: "The job took the same step again and again.",
    next: "Ask for it in other words, or in smaller pieces.",
    retryable: false,
  },
  WORK_LIMIT: {
    message: "The job worked for longer than it may.",
    next: "Ask for a smaller piece of work, or raise limits.maxWorkMinutes in the config file.",
    retryable: false,
  },
  BUDGET_RUN: {
    message: "The job has used its budget.",
    next: "Raise budgets.perRunUsd in the config file, or ask for less.",
    retryable: false,
  },
  BUDGET_DAY: {
    message: "Today's budget is used up.",
    next: "Wait for tomorrow, or raise budgets.perDayUsd in the config file.",
    retryable: false,
  },
  STEP_LIMIT: {
    message: "The job took more steps than it may.",
    next: "Ask for a smaller piece of work.",
    retryable: false,
  },
  GRAPH_LOST: {
    message: "The job cannot go on from where it was.",
    next: "Nothing to do: people see it, with a button that starts it again. Keep old versions of the graph as long as jobs wait on them.",
    retryable: false,
  },
  WORKER_LOST: {
    message: "The job lost its worker again and again.",
    next: "Look at why the process ended (memory, a step that never ends); the job can be tried again.",
    retryable: false,
  },
  PROMPT_INVALID: {
    message: "A prompt file is not valid.",
    next: "Fix the named file under prompts/.",
    retryable: false,
  },
  FETCH_REFUSED: {
    message: "That address may not be read.",
    next: "Use a public web page.",
    retryable: false,
  },
  FETCH_FAILED: {
    message: "The page could not be read.",
    next: "Open it yourself and paste the text.",
    retryable: true,
  },
  FILE_UNREADABLE: {
    message: "The file could not be read.",
    next: "Attach text, Markdown, CSV or a PDF with text in it.",
    retryable: false,
  },
  READ_LIMIT: {
    message: "The job has opened as many sources as it may.",
    next: "Ask for fewer at a time, or raise limits.maxReads or limits.maxDocuments in the config file.",
    retryable: false,
  },
  SLACK_UNREACHABLE: {
    message: "Slack does not answer.",
    next: "Nothing to do: messages are kept and sent later.",
    retryable: true,
  },
  SLACK_REFUSED: {
    message: "Slack refused the call.",
    next: "Check the app's scopes and that it is in the channel.",
    retryable: false,
  },
  CHANNEL_UNREADABLE: {
    message: "The channel is not read.",
    next: "Whoever asks and Fermata must both be in it.",
    retryable: false,
  },
  READERS_JOINED: {
    message: "Somebody can read along now who could not read what was read.",
    next: "Nothing more is shown there. Ask again: the answer comes as a direct message.",
    retryable: false,
  },
  TEXT_TOO_LONG: {
    message: "The text is longer than Slack takes.",
    next: "Split it before sending.",
    retryable: false,
  },
} as const;

/** Every error code that Fermata raises. */
export type ErrorCode = keyof typeof catalogue;

/** All codes, for tests and documentation. */
export const errorCodes = Object.keys(catalogue) as ErrorCode[];

/** An error from the catalogue: `code` is stable, `next` tells the reader what to do. */
export class FermataError extends Error {
  readonly code: ErrorCode;
  readonly next: string;
  readonly retryable: boolean;
  readonly detail: string | undefined;
  /** Where money ran out: what the refused step may cost at most. */
  readonly neededUsd: number;
  /** Where a service asked for it: how long not to try again. */
  readonly retryAfterMs: number;

  constructor(code: ErrorCode, options: FailOptions = {}) {
    const entry = catalogue[code];
    super(options.detail ? `${entry.message} ${options.detail}` : entry.message, {
      cause: options.cause,
    });
    this.name = "FermataError";
    this.code = code;
    this.next = entry.next;
    this.retryable = entry.retryable;
    this.detail = options.detail;
    this.neededUsd = options.neededUsd ?? 0;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/** What an error says beyond its code. */
export interface FailOptions {
  detail?: string;
  cause?: unknown;
  neededUsd?: number;
  retryAfterMs?: number;
}

/** Makes an error of the catalogue; `detail` must hold no secret and no message text. */
export function fail(code: ErrorCode, options: FailOptions = {}): FermataError {
  return new FermataError(code, options);
}

const UNUSABLE = [
  "MODEL_OUTPUT_INVALID",
  "MODEL_DECLINED",
  "MODEL_FILTERED",
  "MODEL_CUT_OFF",
  "MODEL_EMPTY",
] as const;

/** Why the model's answer could not be used, as its code; null: it is another error. */
export function unusableAnswer(error: unknown): (typeof UNUSABLE)[number] | null {
  return UNUSABLE.find((code) => hasCode(error, code)) ?? null;
}

/** What the step may cost that was refused for lack of money, in US dollars; 0 where it is not known. */
export function neededUsdOf(error: unknown): number {
  return [...within(error)].find((at) => at.neededUsd > 0)?.neededUsd ?? 0;
}

/** How long not to try again, in ms, as the service that failed wants it; 0 where it did not say. */
export function retryAfterOf(error: unknown): number {
  return [...within(error)].find((at) => at.retryAfterMs > 0)?.retryAfterMs ?? 0;
}

/** Whether the error, or one of its causes, is of the given code. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return [...within(error)].some((at) => at.code === code);
}

/** The errors of ours in an error: itself, its causes, and what failed side by side, as tasks of one step do. */
function* within(error: unknown): Generator<FermataError> {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof FermataError) yield at;
    if (at instanceof AggregateError) for (const one of at.errors) yield* within(one);
  }
}

/** Whether the database is away or takes no writes: that passes, and whoever waits can try again. */
export function isDatabaseOutage(error: unknown): boolean {
  return hasCode(error, "DATABASE_UNREACHABLE") || hasCode(error, "DATABASE_READ_ONLY");
}
