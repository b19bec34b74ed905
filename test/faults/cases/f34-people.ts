import type { Person } from "../../../playground/workspace/types.js";
import { people, team } from "../../../playground/seed/ids.js";
import { callsOf, factsOf } from "../harness/calls.js";
import type { FaultCase } from "../harness/case.js";
import { type Job, postsAbout, seeThrough } from "../harness/jobs.js";
import { diceOf, nameOf, pause, pressed, shown, twoBots } from "../harness/slack-case.js";
import type { Stage } from "../harness/stage.js";
import { ask, cardWith } from "../../support/steps.js";
import { news } from "../../support/posting.js";

const changes = [{ isDeleted: true }, { isGuest: true }, { isStranger: true }] as const;

/** F34: who approves is switched off, or becomes a guest, before or after they press. */
export const peopleCase: FaultCase = {
  id: "F34",
  title: "an approver switched off or made a guest before or after the press",
  expected:
    "looked at again at the decision and before the effect: refused, or not posted and asked again",
  stage: twoBots,
  async run(on, seed) {
    const dice = diceOf("F34", seed);
    const { workspace } = on;
    const isAfter = seed % 2 === 0;
    const gone = comes(on, seed);
    const name = nameOf("F34", seed);
    const who = `<@${gone.id}> or <@${people.priya}>`;
    const words = isAfter
      ? `brief ${name}: turn this thread into a brief, then post it in ${news} once ${who} is happy`
      : `brief ${name}: one page from this thread; get approval from ${who}`;
    const kind = isAfter ? "post" : "approve";
    const job: Job = { ...ask(workspace, words), kind, name, askedMs: performance.now() };
    const card = await cardWith(workspace, job, "call.approve");
    const [call] = await callsOf(on, job);
    const change = dice.pick(changes);
    const press = () =>
      workspace.click({
        user: gone.id,
        channel: job.channel,
        ts: card.ts,
        actionId: "call.approve",
        // Who was just switched off may have the page still open.
        force: true,
      });
    if (isAfter) {
      // Decided while nobody acts on it, so that the change always comes in between.
      for (const one of on.workers) one.freeze();
      await press();
      await decided(on, call!.id);
      Object.assign(gone, change);
      for (const one of on.workers) one.thaw();
      const again = await cardAgain(on, job, card.ts);
      const early = postsAbout(on.workspace, job).length;
      await pressed(on, job, again, { user: people.maya });
      const end = await seeThrough(workspace, job);
      const [first, second] = await callsOf(on, job).then((all) =>
        all.filter((one) => one.by !== null && one.status === "decided"),
      );
      return shown(on, [job], { "after the press": 1 }, [
        end !== "completed" && `it ended as ${end}`,
        first?.by !== gone.id && "the press was no decision",
        early > 0 && "it was posted on the word of somebody who may not any more",
        second === undefined && "nobody was asked again",
        postsAbout(on.workspace, job).length !== 1 &&
          `${postsAbout(on.workspace, job).length} posts`,
      ]);
    }
    // The card has stood for a moment: what was heard when it was made is no longer from just now.
    await on.rows(
      `update fermata.person set fetched_at = now() - interval '15 seconds' where id = $1`,
      [gone.id],
    );
    Object.assign(gone, change);
    const { acked } = await press();
    const facts = await refused(on, call!.id);
    const end = await seeThrough(workspace, job);
    const [after] = await callsOf(on, job);
    return shown(on, [job], { "before the press": 1 }, [
      end !== "completed" && `it ended as ${end}`,
      !acked && "the press was not acknowledged",
      facts["call_refused"] !== 1 && "the press was not refused",
      after?.by !== people.priya && `decided by ${after?.by}`,
    ]);
  },
};

/** Somebody new, so that nobody whom other cases need is gone. */
function comes(on: Stage, seed: number): Person {
  const { world } = on.workspace;
  const id = world.nextId("U");
  const person = {
    id,
    name: `new${id.toLowerCase()}`,
    realName: `Nora ${seed}`,
    title: "",
    tz: "Europe/Berlin",
    color: "4bbe2e",
    teamId: team.id,
  };
  world.state.people.push(person);
  on.workspace.invite({ user: id, channel: "launch" });
  return person;
}

async function until<T>(look: () => Promise<T | null>, what: string): Promise<T> {
  const endMs = performance.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > endMs) throw new Error(`waited 30 s for ${what}`);
    await pause(50);
  }
}

function decided(on: Stage, callId: string): Promise<unknown> {
  return until(async () => {
    const facts = await factsOf(on, callId);
    return facts["call_decided"] ? facts : null;
  }, "the decision");
}

function refused(on: Stage, callId: string): Promise<Record<string, number>> {
  return until(async () => {
    const facts = await factsOf(on, callId);
    return facts["call_refused"] || facts["call_decided"] ? facts : null;
  }, "an answer to the press");
}

function cardAgain(on: Stage, job: Job, ts: string): ReturnType<typeof cardWith> {
  return until(async () => {
    const card = await cardWith(on.workspace, job, "call.approve");
    return card.ts === ts ? null : card;
  }, "the card of the second question");
}
