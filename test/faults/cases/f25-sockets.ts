import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import type { FaultCase } from "../harness/case.js";
import { askFor, type JobKind, seeThrough } from "../harness/jobs.js";
import {
  callsFromNow,
  diceOf,
  nameOf,
  pause,
  pressed,
  shown,
  twoBots,
} from "../harness/slack-case.js";
import { cardWith } from "../../support/steps.js";
import { people } from "../../../playground/seed/ids.js";

const ends = ["refresh_requested", "warning", "drop", "reset", "gap"] as const;
/** The bot takes a connection that ended sooner for one that never came to be, and waits longer and longer. */
const STOOD_MS = 3_500;
const refusals = ["too_many_websockets", "link_disabled"] as const;
const kinds: JobKind[] = ["answer", "approve", "post"];
const opened = (calls: readonly { method: string }[]) =>
  calls.filter((one) => one.method === "apps.connections.open").length;

function isBack(workspace: Workspace, of: number): Promise<unknown> {
  return workspace.waitFor((w) => w.connections() === of, {
    timeoutMs: 90_000,
    what: "every socket",
  });
}

/** F25–F26: the sockets end, and are not taken again. */
export const socketCases: FaultCase[] = [
  {
    id: "F25",
    title: "sockets end: refresh, warning, dropped, RST, 12 s gap",
    expected:
      "back by themselves; what Slack delivers again is taken once; a press that got lost is pressed again",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F25", seed);
      const { workspace } = on;
      const end = ends[seed % ends.length]!;
      const calls = callsFromNow(on);
      const waiting = askFor(workspace, "approve", nameOf("F25a", seed));
      const card = await cardWith(workspace, waiting, "call.approve");
      const startedMs = performance.now();
      if (end === "gap") workspace.faults.refuse("too_many_websockets");
      workspace.faults.disconnect(end === "gap" ? "drop" : end);
      // In the gap somebody asks and somebody presses.
      const during = askFor(workspace, dice.pick(kinds), nameOf("F25b", seed));
      const lost = await workspace
        .click({ user: people.priya, channel: waiting.channel, ts: card.ts, actionId: "call.view" })
        .then((one) => !one.acked);
      if (end === "gap") {
        await pause(12_000);
        workspace.faults.refuse(null);
      }
      await isBack(workspace, on.bots.length);
      const backMs = performance.now() - startedMs;
      const jobs = [waiting, during];
      const all = await Promise.all(jobs.map((job) => seeThrough(workspace, job)));
      const again = opened(calls());
      return shown(on, jobs, { "sockets opened": again, "presses lost": Number(lost) }, [
        all.some((one) => one !== "completed") && `they ended as ${all.join(" and ")}`,
        again < on.bots.length && `only ${again} sockets were opened again`,
        end !== "gap" && again > 2 * on.bots.length && `${again} sockets for one end`,
        end === "gap" && backMs < 12_000 && "there was no gap",
        end !== "gap" && backMs > 8_000 && `away for ${Math.round(backMs)} ms`,
      ]);
    },
  },
  {
    id: "F26",
    title: "Slack takes no socket: too many, or Socket Mode is off",
    expected:
      "fewer and fewer attempts, an alarm in log, /readyz and /metrics; posts go out meanwhile; back by itself",
    stage: twoBots,
    async run(on, seed) {
      const dice = diceOf("F26", seed);
      const { workspace } = on;
      const why = refusals[seed % refusals.length]!;
      // The connections of the seed before may be of this very second.
      await pause(STOOD_MS);
      const lines = on.bots.map((bot) => bot.lines.length);
      // It asks Slack for everything before the sockets are gone, and shows its card afterwards.
      const job = askFor(workspace, "approve", nameOf("F26", seed));
      await workspace.waitFor((w) => w.reactions(job.channel, job.ts).length > 0);
      const before = workspace.faults.refused.length;
      const calls = callsFromNow(on);
      workspace.faults.refuse(why);
      const cut = dice.pick(["drop", "link_disabled"] as const);
      workspace.faults.disconnect(cut);
      const shownMeanwhile = await cardWith(workspace, job, "call.approve");
      const seconds = dice.between(5, 7);
      await pause(seconds * 1_000);
      const attempts = workspace.faults.refused.length - before;
      const pages = await Promise.all(on.bots.map((bot) => pageOf(bot.port(), "readyz")));
      const metrics = await Promise.all(on.bots.map((bot) => pageOf(bot.port(), "metrics")));
      const alarms = on.bots.filter((bot, n) =>
        bot.lines.slice(lines[n]).some((line) => line.includes("SLACK_SOCKET_REFUSED")),
      ).length;
      const isCut = workspace.connections() === 0;
      workspace.faults.refuse(null);
      await isBack(workspace, on.bots.length);
      const { acked } = await pressed(on, job, shownMeanwhile);
      const end = await seeThrough(workspace, job);
      return shown(on, [job], { attempts, seconds, alarms }, [
        end !== "completed" && `it ended as ${end}`,
        !isCut && "a socket stood all the same",
        !acked && "a press was lost after all was well",
        attempts < on.bots.length && "nobody tried",
        // Alone a process tries at about 0, 2, 5 and 11 seconds.
        attempts > 4 * on.bots.length && `${attempts} attempts in ${seconds} s`,
        opened(calls()) > 6 * on.bots.length && `${opened(calls())} addresses asked for`,
        alarms < on.bots.length && `${alarms} of ${on.bots.length} logs say so`,
        // One that was told goodbye with a reason may still wait before it tries, and is refused, for the first time.
        !pages.every((page) => page.includes(why) || page.includes(`(${cut})`)) &&
          `/readyz says ${pages.join(" / ")}`,
        !pages.some((page) => page.includes(why)) && "no /readyz says why Slack takes no socket",
        !metrics.every((page) => page.includes(`socket_refused_total{reason="${why}"}`)) &&
          "/metrics does not say so",
      ]);
    },
  },
];

async function pageOf(port: number, page: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/${page}`)).text();
}
