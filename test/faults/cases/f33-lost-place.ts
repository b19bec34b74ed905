import { bot, credentials, people } from "../../../playground/seed/ids.js";
import type { Message } from "../../../playground/workspace/types.js";
import { ask, cardWith, controls } from "../../support/steps.js";
import { callsOf, factsOf } from "../harness/calls.js";
import type { FaultCase } from "../harness/case.js";
import { endOf, type Job, keyOf, runKeyOf } from "../harness/jobs.js";
import { nameOf, shown, twoBots } from "../harness/slack-case.js";
import type { Stage } from "../harness/stage.js";

const ways = ["deleted", "archived", "kicked"] as const;

/** F33: the place of an open question goes away. */
export const lostPlaceCase: FaultCase = {
  id: "F33",
  title: "a card deleted, its channel archived, or the bot taken out of it",
  expected: "who is asked gets the card directly, the question stays open, the record says why",
  stage: twoBots,
  async run(on, seed) {
    const { workspace } = on;
    const way = ways[seed % ways.length]!;
    const name = nameOf("F33", seed);
    const channel = `place-${seed}-${Math.round(performance.now())}`;
    workspace.makeChannel({
      name: channel,
      members: [people.maya, people.priya, people.tom, bot.userId],
    });
    const words = `brief ${name}: one page from this thread, and ask Priya to approve`;
    const draft = way === "deleted" ? null : holdDraft(on);
    const job: Job = {
      ...ask(workspace, words, { channel }),
      kind: "approve",
      name,
      askedMs: performance.now(),
    };
    if (draft) {
      await draft.reached;
      if (way === "archived") workspace.archive(channel);
      else workspace.remove({ user: bot.userId, channel });
      draft.release();
    } else await deleteCard(on, job);
    const card = await directly(on, "priya", (one) => controls(one).includes("call.approve"));
    const [call] = await callsOf(on, job);
    const before = await factsOf(on, call!.id);
    await workspace.click({
      user: people.priya,
      channel: card.channel,
      ts: card.message.ts,
      actionId: "call.approve",
    });
    // Where the thread cannot be written in, the result comes to whoever asked.
    const run = runKeyOf(workspace, job) ?? "?";
    if (draft) {
      const ours = (one: Message) => controls(one).includes("run.redo") && keyOf(one).includes(run);
      await directly(on, "maya", ours);
    } else {
      await workspace.waitFor((w) => endOf(w, job), { timeoutMs: 60_000, what: "the end" });
    }
    const [after] = await callsOf(on, job);
    return shown(on, draft ? [] : [job], { [way]: 1 }, [
      before["call_rerouted"] !== 1 && "the record does not say that the card went elsewhere",
      call?.status !== "open" && `the question was ${call?.status} before anybody answered`,
      after?.by !== people.priya && `decided by ${after?.by}`,
    ]);
  },
};

/** Holds the model back as soon as it is asked for the draft: by then everything is read. */
function holdDraft(on: Stage): { reached: Promise<void>; release(): void } {
  let release = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    const off = on.model.onMoment(() => {
      if (on.model.asked.at(-1)?.role !== "draft") return;
      off();
      release = on.model.hold();
      resolve();
    });
  });
  return { reached, release: () => release() };
}

/** Takes the card's message away as somebody with the right to would, once its place is known. */
async function deleteCard(on: Stage, job: Job): Promise<void> {
  const card = await cardWith(on.workspace, job, "call.approve");
  await on.workspace.waitFor((w) => w.sessionOf(job.channel, job.thread)?.status === "suspended", {
    what: "the job to wait",
  });
  await fetch(`${on.workspace.apiUrl}chat.delete`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${credentials.botToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ channel: channelOf(on, job), ts: card.ts }),
  });
}

function channelOf(on: Stage, job: Job): string {
  return on.workspace.world.state.channels.find((one) => one.name === job.channel)?.id ?? "";
}

/** The newest direct message from the bot that matches, as soon as it is there, with its channel. */
function directly(
  on: Stage,
  user: "maya" | "priya",
  matches: (message: Message) => boolean,
): Promise<{ channel: string; message: Message }> {
  return on.workspace.waitFor(
    (w) => {
      const channel = w.dmOf(user);
      const message =
        channel && w.messages(channel).findLast((one) => one.bot_id === bot.botId && matches(one));
      return channel && message ? { channel, message } : undefined;
    },
    { timeoutMs: 60_000, what: `a direct message to ${user}` },
  );
}
