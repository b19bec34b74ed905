import { bot, people } from "../../../playground/seed/ids.js";
import type { JsonObject } from "../../../playground/workspace/json.js";
import { askFor, type Job, type JobKind, seeThrough } from "../harness/jobs.js";
import type { FaultCase } from "../harness/case.js";
import { diceOf, nameOf, pressed, shown, twoBots } from "../harness/slack-case.js";
import type { Stage } from "../harness/stage.js";
import { cardWith } from "../../support/steps.js";

const kinds: JobKind[] = ["answer", "approve", "post"];
const ACK_MS = 3_000;

/** F27–F28: events come more than once, and out of order. */
export const deliveryCases: FaultCase[] = [
  {
    id: "F27",
    title: "each event four times, also to another process",
    expected: "one job; every one of them acknowledged within three seconds",
    stage: (seed) => (seed % 5 === 1 || seed % 5 === 2 ? { bots: 2, http: true } : twoBots),
    async run(on, seed) {
      const dice = diceOf("F27", seed);
      const { workspace } = on;
      const before = workspace.deliveries.length;
      workspace.faults.holdEvents();
      const job = askFor(workspace, dice.pick(kinds), nameOf("F27", seed));
      let kept: readonly JsonObject[] = [];
      await workspace.faults.releaseEvents((all) => ((kept = all), []));
      // At once to both, and again later; sometimes the second comes first.
      const atOnce = dice.between(2, 4);
      for (const attempt of dice.shuffled([0, 1, 2, 3].slice(0, atOnce))) again(on, kept, attempt);
      if (atOnce < 4)
        await workspace.waitFor((w) => w.reactions(job.channel, job.ts).length > 0, {
          timeoutMs: 30_000,
          what: "the job to be taken",
        });
      for (let attempt = atOnce; attempt < 4; attempt += 1) again(on, kept, attempt);
      const end = await seeThrough(workspace, job);
      // Once more when all is over: days may lie between.
      again(on, kept, 3);
      const events = () =>
        workspace.deliveries.slice(before).filter((one) => one.kind === "events_api");
      await workspace.waitFor(() => events().every((one) => one.ackMs !== undefined), {
        timeoutMs: 20_000,
        what: "every answer",
      });
      const slowest = Math.max(...events().map((one) => one.ackMs ?? Infinity));
      const [rows] = await on.rows<{ n: number }>(
        `select count(*)::int as n from fermata.request where message_ts = $1`,
        [job.ts],
      );
      return shown(
        on,
        [job],
        { deliveries: events().length, "slowest ack ms": Math.round(slowest) },
        [
          end !== "completed" && `it ended as ${end}`,
          events().length < 4 * kept.length && "too few deliveries",
          events().some((one) => one.outcome !== "acked") && "one was not acknowledged",
          slowest >= ACK_MS && `an ack took ${Math.round(slowest)} ms`,
          rows?.n !== 1 && `${rows?.n} requests`,
        ],
      );
    },
  },
  {
    id: "F28",
    title: "out of order: an edit, a button and a reply before what they are about",
    expected:
      "told apart by ids: one job on the newest text; a press on a card whose ts is not known yet decides it",
    stage: twoBots,
    async run(on, seed) {
      const what = ["edit", "button", "reply"][seed % 3]!;
      if (what === "edit") return editFirst(on, seed);
      return what === "button" ? buttonFirst(on, seed) : replyFirst(on, seed);
    },
  },
];

function again(on: Stage, payloads: readonly JsonObject[], attempt: number): void {
  for (const payload of payloads) void on.workspace.deliver("events_api", payload, { attempt });
}

async function editFirst(on: Stage, seed: number): ReturnType<FaultCase["run"]> {
  const { workspace } = on;
  const dice = diceOf("F28", seed);
  workspace.faults.holdEvents();
  const job = askFor(workspace, "answer", nameOf("F28", seed));
  const text = `<@${bot.userId}> brief ${job.name}: one page from this thread, in Danish`;
  workspace.edit({ user: people.maya, channel: job.channel, ts: job.ts, text });
  await workspace.faults.releaseEvents((all) =>
    dice.pick([0, 1]) === 0 ? all.toReversed() : dice.shuffled(all.toReversed()),
  );
  const end = await seeThrough(workspace, job);
  const requests = await on.rows<{ text: string }>(
    `select text from fermata.request where message_ts = $1`,
    [job.ts],
  );
  const notes = await on.rows(`select 1 as n from fermata.note where message_ts = $1`, [job.ts]);
  const isKnown = requests[0]?.text.includes("Danish") || notes.length > 0;
  return shown(on, [job], { edits: 1 }, [
    end !== "completed" && `it ended as ${end}`,
    requests.length !== 1 && `${requests.length} requests`,
    !isKnown && "the newer text was lost",
  ]);
}

async function buttonFirst(on: Stage, seed: number): ReturnType<FaultCase["run"]> {
  const { workspace } = on;
  const dice = diceOf("F28", seed);
  const kind = dice.pick(["approve", "post"] as const);
  const job = askFor(workspace, kind, nameOf("F28", seed));
  // From the first message on every answer comes late: the card can be pressed before we know its ts.
  await workspace.waitFor((w) => w.reactions(job.channel, job.ts).length > 0, {
    timeoutMs: 30_000,
  });
  const slowMs = dice.between(2_000, 4_000);
  workspace.faults.add({ method: "chat.postMessage", kind: "slow", slowMs, times: 3 });
  const card = await cardWith(workspace, job, "call.approve");
  const [row] = await on.rows<{ n: number }>(
    `select count(*)::int as n from fermata.outbox where ts = $1`,
    [card.ts],
  );
  const { acked } = await pressed(on, job, card);
  const end = await seeThrough(workspace, job);
  return shown(on, [job], { "pressed before ts": Number(row?.n === 0) }, [
    end !== "completed" && `it ended as ${end}`,
    !acked && "the press was not acknowledged",
    row?.n !== 0 && "the ts was known already",
  ]);
}

async function replyFirst(on: Stage, seed: number): ReturnType<FaultCase["run"]> {
  const { workspace } = on;
  const dice = diceOf("F28", seed);
  workspace.faults.holdEvents();
  const root = askFor(workspace, dice.pick(kinds), nameOf("F28", seed));
  const mentions = dice.pick([true, false]);
  const words = `also say who ${root.name} is for`;
  const replyTs = workspace.say({
    user: people.maya,
    channel: root.channel,
    threadTs: root.thread,
    text: mentions ? `<@${bot.userId}> ${words}` : words,
  });
  await workspace.faults.releaseEvents((all) => all.toReversed());
  const job = mentions ? await askedBy(on, root, replyTs) : root;
  const end = await seeThrough(workspace, job);
  const jobs: Job[] = [job];
  // What does not mention us and came before its root is no event of ours; the job reads it with the thread.
  const wasRead = on.model.asked.some((one) => JSON.stringify(one).includes(words));
  return shown(on, jobs, { "replies first": 1 }, [
    end !== "completed" && `it ended as ${end}`,
    !wasRead && `what the reply says reached nobody${mentions ? ", though it mentions us" : ""}`,
  ]);
}

/** Two mentions that came in the wrong order are one job: of whichever was kept first, and the other is its note. */
async function askedBy(on: Stage, root: Job, replyTs: string): Promise<Job> {
  const both = [root.ts, replyTs];
  await on.workspace.waitFor((w) => both.every((ts) => w.reactions(root.channel, ts).length > 0), {
    timeoutMs: 30_000,
    what: "both mentions to be taken",
  });
  const kept = await on.rows<{ ts: string }>(
    `select message_ts as ts from fermata.request where message_ts = any($1)`,
    [both],
  );
  const [first] = kept;
  if (!first || kept.length !== 1) throw new Error(`${kept.length} of two mentions are jobs.`);
  return { ...root, ts: first.ts };
}
