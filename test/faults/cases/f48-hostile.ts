import { storable } from "../../../src/domain/storable-text.js";
import { bot, people } from "../../../playground/seed/ids.js";
import type { FaultCase } from "../harness/case.js";
import { type Job, runKeyOf, seeThrough } from "../harness/jobs.js";
import { nameOf, pressed, shown, twoBots } from "../harness/slack-case.js";
import { cardWith, fromBot, read } from "../../support/steps.js";
import { naughtyStrings } from "../../support/naughty.js";

/** What Slack's text field holds, and what one message holds at most. */
const FIELD = 3_000;
const MESSAGE = 40_000;
/** How many of the 515 strings one seed has. */
const AT_ONCE = 103;
const zalgo = "h̸̡̪̯ͨ͊̽̅̾̎e̵͕̰̫ c̷̙̲̝͖ͭ̏ͥͮ͟omes ";
const family = "👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚀 ";

/** What people paste, by what is odd about it. */
const pastes: Record<string, () => string> = {
  "40,000 characters": () => "All work and no play makes a long message. ".repeat(1_000),
  "10,000 lines": () => "x\n".repeat(10_000),
  "marks and joined emoji": () => (zalgo + family).repeat(60),
  "text turned around": () => "\u202Egnp.exe\u202C \u2066abc\u2069 \u200F\u061C\uFEFF ".repeat(60),
  "NUL and half characters": () => "a\u0000b\uD800c\uDC00d\u0007e\u001B[31m ".repeat(60),
};
const kinds = Object.keys(pastes);

/** F48: huge and hostile words in a thread, in a request, and in a form. */
export const hostileCase: FaultCase = {
  id: "F48",
  title: "huge and hostile words: 40,000 characters, 10,000 lines, NUL, half characters",
  expected:
    "no process dies; a form's text is kept exactly, but for what no database takes; messages are within limits and inert",
  stage: twoBots,
  async run(on, seed) {
    const { workspace } = on;
    const kind = kinds[seed % kinds.length]!;
    const paste = pastes[kind]!().slice(0, MESSAGE);
    const naughty = naughtyStrings();
    // Five seeds in a row have the whole list.
    const from = ((seed - 1) % 5) * AT_ONCE;
    const pids = on.processes.map((one) => one.pid());
    const thread = workspace.say({
      user: people.tom,
      channel: "launch",
      text: typed(`Atlas launches on Tuesday 1 December. ${paste}`).slice(0, MESSAGE),
    });
    const these = naughty.slice(from, from + AT_ONCE);
    const strings = these.join("\n");
    workspace.say({ user: people.leo, channel: "launch", threadTs: thread, text: typed(strings) });
    const name = nameOf("F48", seed);
    const odd = typed(paste.slice(0, 1_000));
    const ts = workspace.say({
      user: people.maya,
      channel: "launch",
      threadTs: thread,
      text: `<@${bot.userId}> brief ${name}: one page from this thread, and ask Priya to approve. ${odd}`,
    });
    const job: Job = {
      channel: "launch",
      thread,
      ts,
      kind: "approve",
      name,
      askedMs: performance.now(),
    };
    const card = await cardWith(workspace, job, "call.edit");
    await pressed(on, job, card, { actionId: "call.edit" });
    const form = await workspace.waitFor((w) => w.views("priya").at(-1), {
      timeoutMs: 30_000,
      what: "the form",
    });
    const text = `${strings.slice(0, 1_500)}\n${paste}`.slice(0, FIELD).trim();
    const { ok } = await workspace.submit({ user: "priya", viewId: form.id, values: { text } });
    const end = await seeThrough(workspace, job);
    const [kept] = await on.rows<{ body: string }>(
      `select body from fermata.artifact where run_id = $1 and kind = 'edit'`,
      [runKeyOf(workspace, job)],
    );
    // Half of a character is none in UTF-8, whoever writes it.
    const whole = Buffer.from(storable(text)).toString();
    const mine = fromBot(workspace, job);
    const longest = Math.max(...mine.map((one) => JSON.stringify(one.blocks ?? []).length));
    const says = mine.map(read).join("\n");
    return shown(on, [job], { [kind]: 1, strings: these.length, "longest message": longest }, [
      end !== "completed" && `it ended as ${end}`,
      !ok && "the form was not taken",
      on.processes.some((one, n) => one.pid() !== pids[n]) && "a process died",
      kept?.body !== whole && `kept is ${differs(kept?.body ?? "", whole)}`,
      /[\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(says) && "text is shown turned around",
      // oxlint-disable-next-line no-control-regex
      /[\u0000-\u0008\u000B-\u001F]|\p{Cs}/u.test(says) && "control characters are shown",
      /<!(channel|here|everyone)|<!subteam/.test(says) && "everybody was called",
      mine.some((one) => one.text.length > MESSAGE) && "a message is longer than Slack takes",
    ]);
  },
};

/** Where two texts part. */
function differs(one: string, other: string): string {
  let at = 0;
  while (at < other.length && one[at] === other[at]) at += 1;
  const near = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 5), at + 15));
  return `${near(one)} instead of ${near(other)}`;
}

/** What somebody typed, as Slack delivers it. */
function typed(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
