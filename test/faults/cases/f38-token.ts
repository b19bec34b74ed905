import type { FaultCase } from "../harness/case.js";
import { askFor, endOf, type JobKind, seeThrough } from "../harness/jobs.js";
import { callsFromNow, diceOf, nameOf, pause, shown, twoBots } from "../harness/slack-case.js";
import { fromBot } from "../../support/steps.js";

const words = ["token_revoked", "invalid_auth", "account_inactive"] as const;
const kinds: JobKind[] = ["answer", "approve", "post"];

/** F38: Slack takes the token from us in the middle of a job. */
export const tokenCase: FaultCase = {
  id: "F38",
  title: "the token is revoked in mid run, and the app installed again",
  expected:
    "the job waits and loses nothing; /readyz, log and metric say why; it goes on within a minute",
  stage: twoBots,
  async run(on, seed, { full }) {
    const dice = diceOf("F38", seed);
    const { workspace } = on;
    const error = words[seed % words.length]!;
    const lines = on.processes.map((one) => one.lines.length);
    const job = askFor(workspace, dice.pick(kinds), nameOf("F38", seed));
    // Sometimes before anything is shown, sometimes with the status in the thread.
    const shownBefore = dice.between(0, 1);
    await workspace.waitFor(
      (w) => w.reactions(job.channel, job.ts).length > 0 && fromBot(w, job).length >= shownBefore,
      { timeoutMs: 30_000, what: "the job to begin" },
    );
    const calls = callsFromNow(on);
    workspace.faults.add({ method: "*", kind: "error", error, times: 100_000 });
    await workspace.waitFor(() => calls().some((one) => one.outcome === error), {
      timeoutMs: 30_000,
      what: "a refusal",
    });
    await pause((full ? 60 : dice.between(2, 5)) * 1_000);
    const early = endOf(workspace, job);
    const pages = await Promise.all(on.processes.map((one) => pageOf(one.port(), "readyz")));
    const metrics = await Promise.all(on.processes.map((one) => pageOf(one.port(), "metrics")));
    const alarms = on.processes.filter((one, n) =>
      one.lines.slice(lines[n]).some((line) => line.includes("SLACK_TOKEN_REFUSED")),
    ).length;
    const refused = calls().filter((one) => one.outcome === error).length;
    workspace.faults.clear();
    const backMs = performance.now();
    const isBack = () => calls().some((one) => one.outcome === "ok");
    await workspace.waitFor(isBack, { timeoutMs: 90_000, what: "a call that works" });
    const seconds = Math.round((performance.now() - backMs) / 1_000);
    const end = await seeThrough(workspace, job);
    const after = await Promise.all(on.bots.map((one) => pageOf(one.port(), "readyz")));
    return shown(on, [job], { refused, alarms, "s to go on": seconds }, [
      end !== "completed" && `it ended as ${end}`,
      early !== null && `it ended as ${early} while the token was revoked`,
      refused === 0 && "no call was refused",
      seconds > 60 && `it went on after ${seconds} s`,
      alarms === 0 && "no log says so",
      !pages.some((one) => one.includes(`refuses the token (${error})`)) &&
        `/readyz says ${pages.join(" / ")}`,
      !metrics.some((one) => one.includes(`token_refused_total{reason="${error}"}`)) &&
        "/metrics does not say so",
      after.every((one) => one.includes("refuses the token")) && "/readyz still says so",
    ]);
  },
};

async function pageOf(port: number, page: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/${page}`)).text();
}
