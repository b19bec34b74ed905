import type { Patch } from "../harness/fault-build.js";

/** A build in which one guard is missing, and the cases that must notice. */
export interface BrokenBuild {
  name: string;
  /** What is missing, in words. */
  without: string;
  patches: Patch[];
  cases: string[];
  /** What a case must say: any other failure is not that this was noticed. */
  expects: RegExp;
  /** Which seeds to look with, in this order; the first one that fails is enough. */
  seeds: number[];
}

const dedupe: Patch[] = [
  {
    file: "src/intake/accept.ts",
    find: "id: idOf(incoming),",
    replace: 'id: `req_${globalThis.crypto.randomUUID().replaceAll("-", "")}`,',
  },
  {
    file: "src/store/migrations/0001-spine.ts",
    find: "received_at timestamptz not null,\n    constraint request_once unique (team, channel, message_ts)",
    replace: "received_at timestamptz not null",
  },
  {
    file: "src/store/rows/request-rows.ts",
    find: '.onConflict((conflict) => conflict.constraint("request_once").doNothing())',
    replace: "",
  },
  {
    file: "src/intake/follow-up.ts",
    find: "if (asked) return takeEdit(rows, incoming, asked, now);",
    replace: "if (asked && incoming.edited) return takeEdit(rows, incoming, asked, now);",
  },
  {
    file: "src/intake/follow-up.ts",
    find: "const run =\n    (await rows.runs.liveInThread(incoming.team, incoming.channel, incoming.threadTs)) ??",
    replace:
      "const run =\n    (asked ? null : await rows.runs.liveInThread(incoming.team, incoming.channel, incoming.threadTs)) ??",
  },
];

const fencing: Patch[] = [
  {
    file: "src/store/rows/run-lease.ts",
    find: '.where("token", "=", token)\n        .where("status", "=", "running")',
    replace: "",
  },
  {
    file: "src/store/rows/run-lease.ts",
    find: '.where("token", "=", token)\n      .forUpdate()',
    replace: ".forUpdate()",
  },
  {
    file: "src/store/checkpoints/fenced-saver.ts",
    find: "where id = $1 and token = $2 for share",
    replace: "where id = $1 and $2::bigint is not null for share",
  },
  {
    file: "src/store/rows/outbox-shown.ts",
    find: "is not null and one.ts is distinct from ${ts}::text",
    replace: "is not null and false and one.ts is distinct from ${ts}::text",
  },
  {
    file: "src/store/rows/outbox-work.ts",
    find: "where op_key = ${item.opKey} and token = ${token} and ts is null and state = 'due'",
    replace: "where op_key = ${item.opKey} and ${token}::bigint is not null",
  },
];

const oneDecision: Patch[] = [
  {
    file: "src/store/rows/call-rows.ts",
    find: 'decided_via: via ?? null,\n        })\n        .where("id", "=", id)\n        .where("status", "=", "open")',
    replace: 'decided_via: via ?? null,\n        })\n        .where("id", "=", id)',
  },
];

const readBack: Patch[] = [
  {
    file: "src/slack/outbound/send-message.ts",
    find: "const known = await lookUp(row, item, env, tools);",
    replace: "const known = null as Awaited<ReturnType<typeof lookUp>>;",
  },
];

/** Guards taken out one at a time: a matrix that cannot fail shows nothing. */
export const brokenBuilds: readonly BrokenBuild[] = [
  {
    name: "dedupe off",
    without: "the unique message of a request, and the look for it",
    patches: dedupe,
    cases: ["F02"],
    expects: /\b2 (requests|results|cards|posts)\b|doubledMessages/,
    seeds: [1, 2, 3],
  },
  {
    name: "fencing off",
    without: "the token in the conditions of runs, checkpoints and the outbox",
    patches: fencing,
    cases: ["F12"],
    expects:
      /doubled(Messages|Effects)|changed when it woke|asked the model \d+ times when it woke/,
    // The fifth stands still before a checkpoint, the tenth before it begins, the sixth before a post.
    seeds: [5, 10, 6],
  },
  {
    name: "decides twice",
    without: "the condition that a call is open when it is decided",
    patches: oneDecision,
    cases: ["F29"],
    expects: /doubledDecisions/,
    seeds: [1, 2, 3],
  },
  {
    name: "read-back off",
    without: "the look for a post whose outcome is not known",
    patches: readBack,
    cases: ["F07"],
    // Somebody may press the first copy of a card before both can be counted.
    expects: /doubledMessages|is there twice/,
    seeds: [1, 2, 3],
  },
];
