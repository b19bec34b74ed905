import type { FaultKind } from "../../../playground/workspace/faults.js";
import type { FaultCase } from "../harness/case.js";
import { count } from "../harness/checker.js";
import { putLine } from "../harness/put-line.js";
import { askFor, type JobKind, seeThrough } from "../harness/jobs.js";
import {
  callsFromNow,
  diceOf,
  isInOrder,
  nameOf,
  roomNamed,
  shown,
  twoBots,
} from "../harness/slack-case.js";

const kinds: JobKind[] = ["answer", "approve", "post"];
/** What a job cannot do without. */
const needed = ["chat.postMessage", "chat.update", "reactions.add", "users.info"] as const;
const badAnswers: FaultKind[] = ["500", "503", "html", "html-200", "empty", "truncated", "reset"];

/** At Slack's rates a job has its answer after some ten seconds; nobody elsewhere may wait for a burst. */
const ELSEWHERE_S = 30;
/** Answers that never come, or break off, after the work was done. */
const lostAnswers: FaultKind[] = ["timeout", "drop-after-accept", "reset", "empty", "html"];
/** A call is given up after three seconds, so that the case does not wait for fifteen. */
const soonOver = {
  file: "src/slack/web-client.ts",
  find: "const timeoutMs = 10_000;",
  replace: "const timeoutMs = 3_000;",
};

/** F21–F24: Slack answers badly, or not at all. */
export const answerCases: FaultCase[] = [
  {
    id: "F21",
    title: "429 with Retry-After on one method",
    expected:
      "no more than one call a process while it is closed; a thread's order kept, other methods go on",
    stage: twoBots,
    fast: true,
    async run(on, seed) {
      const dice = diceOf("F21", seed);
      const method = needed[seed % needed.length]!;
      const forMs = dice.between(3_000, 5_000);
      const calls = callsFromNow(on);
      on.workspace.faults.add({ method, kind: "429", retryAfterS: Math.ceil(forMs / 1000), forMs });
      // An answer that comes at once is one message, which nobody edits.
      const kind = dice.pick(method === "chat.update" ? kinds.slice(1) : kinds);
      const jobs = ["a", "b"].map((one) => askFor(on.workspace, kind, nameOf(`F21${one}`, seed)));
      // From now on: a card may be edited for the first time when somebody has pressed its button.
      const firstEnds = Promise.all(jobs.map((job) => seeThrough(on.workspace, job)));
      firstEnds.catch(() => undefined);
      // Somebody else asks while the method is closed.
      const meanwhile = on.workspace
        .waitFor(() => calls().some((one) => one.outcome === "429"), { timeoutMs: 30_000 })
        .then(() =>
          askFor(on.workspace, "answer", nameOf("F21c", seed), { channel: roomNamed(on, "quiet") }),
        );
      const other = await meanwhile;
      jobs.push(other);
      const ends = [...(await firstEnds), await seeThrough(on.workspace, other)];
      const refused = calls().filter((one) => one.outcome === "429");
      const [first] = refused;
      const until = first ? first.at.getTime() + forMs : 0;
      const others = calls().filter(
        (one) =>
          first &&
          one.at > first.at &&
          one.at.getTime() < until &&
          one.outcome === "ok" &&
          one.method !== method,
      );
      const ordered = await Promise.all(jobs.map((job) => isInOrder(on, job)));
      return shown(
        on,
        jobs,
        { refused: refused.length, "calls of others meanwhile": others.length },
        [
          ends.some((end) => end !== "completed") && `they ended as ${ends.join(" and ")}`,
          refused.length === 0 && "no 429 was ever given",
          refused.some((one) => one.method !== method) && "another method was refused",
          // Each process that calls learns it once; what was on its way may arrive as well.
          refused.length > 6 && `${refused.length} calls of a closed method`,
          others.length === 0 && "a closed method held up all others",
          ordered.includes(false) && "a thread's messages are not in their order",
        ],
      );
    },
  },
  {
    id: "F22",
    title: "500, 503, HTML, empty and truncated answers, a RST",
    expected: "tried again with a pause; what may have happened is read back first",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F22", seed);
      const calls = callsFromNow(on);
      const planned = [...needed, "conversations.replies" as const].map((method) => {
        const fault = { method, kind: dice.pick(badAnswers), works: dice.pick([true, false]) };
        on.workspace.faults.add({ ...fault, times: dice.between(1, 2) });
        return fault;
      });
      const job = askFor(on.workspace, dice.pick(kinds), nameOf("F22", seed));
      const end = await seeThrough(on.workspace, job);
      const bad = calls().filter((one) => (badAnswers as string[]).includes(one.outcome));
      const post = planned[0]!;
      const readBacks = calls().filter(
        (one) => one.method === "conversations.replies" && one.args["include_all_metadata"],
      );
      return shown(on, [job], { "bad answers": bad.length, "read back": readBacks.length }, [
        end !== "completed" && `it ended as ${end}`,
        bad.length < 3 && "too few calls went wrong",
        !bad.some((one) => one.method === "chat.postMessage") && "no post went wrong",
        readBacks.length === 0 && `a post with ${post.kind} was not read back`,
      ]);
    },
  },
  {
    id: "F23",
    title: "no answer after the message was in fact posted",
    expected: "looked for by its key before it is posted again: one visible copy",
    stage: { ...twoBots, patches: [soonOver] },
    async run(on, seed) {
      const dice = diceOf("F23", seed);
      const calls = callsFromNow(on);
      const kind = lostAnswers[seed % lostAnswers.length]!;
      const times = dice.between(1, 3);
      // Some jobs have their first message hit, others a later one.
      const skipped = dice.between(0, 1);
      if (skipped > 0) on.workspace.faults.add({ method: "chat.update", kind: "500" });
      on.workspace.faults.add({ method: "chat.postMessage", kind, works: true, times });
      const job = askFor(on.workspace, dice.pick(kinds), nameOf("F23", seed));
      const end = await seeThrough(on.workspace, job);
      const lost = calls().filter(
        (one) => one.method === "chat.postMessage" && one.outcome === kind,
      ).length;
      const posts = calls().filter((one) => one.method === "chat.postMessage").length;
      const visible = count(on.workspace, [job]).messages;
      return shown(on, [job], { "answers lost": lost, posts }, [
        end !== "completed" && `it ended as ${end}`,
        lost !== times && `${lost} of ${times} answers were lost`,
        posts > visible + (job.kind === "post" ? 1 : 0) && `${posts} posts for ${visible} messages`,
      ]);
    },
  },
  {
    id: "F24",
    title: "a burst of posts and changes to one channel, at Slack's rates",
    expected:
      "about one message a second and channel, changes coalesced, none lost; other channels are not held up",
    stage: { bots: 1, workspace: { rates: "slack" } },
    async run(on, seed, { full }) {
      const dice = diceOf("F24", seed);
      const { workspace } = on;
      const calls = callsFromNow(on);
      const channel = roomNamed(on, `burst-${seed}`);
      const posts = full ? 200 : dice.between(8, 12);
      const changes = full ? 200 : 190;
      const limitedBefore = workspace.rateLimited();
      const root = workspace.say({ user: "maya", channel, text: "A busy thread." });
      const rows = Array.from({ length: posts }, (_, n) => ({
        key: `burst_${seed}_${Math.round(performance.now())}_${n}`,
        threadTs: dice.pick([null, root]),
      }));
      const startedMs = performance.now();
      for (const row of rows) await putLine(on, { ...row, channel, text: `${row.key} first` });
      // Each is changed again and again while it waits for its turn, and after it.
      for (let n = 0; n < changes; n += 1) {
        const row = dice.pick(rows);
        await putLine(on, { ...row, channel, text: `${row.key} change ${n}` });
      }
      for (const row of rows) await putLine(on, { ...row, channel, text: `${row.key} last` });
      const elsewhere = askFor(workspace, "answer", nameOf("F24", seed), {
        channel: roomNamed(on, "quiet"),
      });
      const end = await seeThrough(workspace, elsewhere);
      const elsewhereS = (performance.now() - elsewhere.askedMs) / 1_000;
      const last = () => workspace.messages(channel).filter((one) => one.text.endsWith(" last"));
      await workspace.waitFor(() => last().length === posts, {
        timeoutMs: posts * 5_000 + 60_000,
        what: "all last words",
      });
      const seconds = (performance.now() - startedMs) / 1_000;
      const limited = workspace.rateLimited() - limitedBefore;
      const here = calls().filter((one) => one.args["channel"] === channel);
      const updates = here.filter((one) => one.method === "chat.update").length;
      const times = here
        .filter((one) => one.method === "chat.postMessage" && one.outcome === "ok")
        .map((one) => one.at.getTime());
      const tooClose = times.filter((at, n) => n > 0 && at - times[n - 1]! < 700).length;
      return shown(
        on,
        [elsewhere],
        {
          posts,
          changes,
          updates,
          "429s": limited,
          seconds: Math.round(seconds),
          "max seconds elsewhere": Math.round(elsewhereS),
        },
        [
          end !== "completed" && `elsewhere it ended as ${end}`,
          times.length !== posts && `${times.length} posts for ${posts} rows`,
          tooClose > 1 && `${tooClose} posts came within 0.7 s of another`,
          limited > posts / 10 && `${limited} times Slack asked to wait`,
          updates > (posts + changes) / 2 && `${updates} updates: nothing was coalesced`,
          elsewhereS > ELSEWHERE_S && `another channel was held up for ${Math.round(elsewhereS)} s`,
        ],
      );
    },
  },
];
