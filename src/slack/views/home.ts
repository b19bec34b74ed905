import type { types } from "@slack/bolt";
import type { HomeRule, HomeShown, WaitingCall } from "../../domain/home-shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line, plainObjectText } from "../text/escape.js";
import { actions, button, context, plainText, section } from "./blocks.js";
import type { Block } from "./context.js";
import { homeJob } from "./home-job.js";
import { homeSchedule } from "./home-schedule.js";
import { capital, inSentence } from "./words.js";

/** What rendering a Home needs to know of the workspace. */
export interface HomeContext {
  /** `domain` is the part before `.slack.com`. */
  team: { domain: string };
}

const examples =
  "• _@Fermata turn this thread into a one-page brief_\n• _@Fermata compare these three pages on price and hosting_\n• _@Fermata every weekday at 9 summarise #support here_";

/** App Home (S12): what waits for this person, their jobs and schedules, and this month's cost. Pure. */
export function homeView(home: HomeShown, ctx: HomeContext): types.HomeView {
  const { calls, jobs, schedules, month, tz } = home;
  return {
    type: "home",
    blocks: [
      ...waiting(calls, tz),
      { type: "divider" },
      header("Your jobs"),
      ...(jobs.items.length === 0 ? [section("No jobs yet.")] : []),
      ...jobs.items.map((job) => homeJob(job, ctx.team.domain, tz)),
      ...pager("jobs", jobs),
      ...(schedules.total === 0
        ? []
        : [
            { type: "divider" as const },
            header("Schedules"),
            ...schedules.items.flatMap((one) => homeSchedule(one, tz)),
            ...pager("schedules", schedules),
          ]),
      ...rules(home.rules ?? [], tz),
      { type: "divider" },
      ...morning(home.morning ?? false),
      ...context(
        `Your jobs this month: ${month.jobs}, $${month.costUsd.toFixed(2)}. Times in ${zoneName(tz)} time. Mention me in a thread to start one.`,
      ),
    ],
  };
}

function waiting(calls: HomeShown["calls"], tz: string): Block[] {
  if (calls.total === 0) return [header("Nothing waits for you."), section(examples)];
  return [
    header(`Waiting for you: ${calls.total}`),
    ...(calls.total > 1
      ? actions([
          button("Clear my desk", "home.clear", "desk", {
            accessibility: `Decide all ${calls.total}, one after another`,
          }),
        ])
      : []),
    ...calls.items.map((call, index) => callBlock(call, tz, index === 0)),
    ...pager("calls", calls),
  ];
}

/** One row of what waits: a question, or several that are alike. */
export function callBlock(call: WaitingCall, tz: string, first: boolean): Block {
  const who = line(call.askedBy, 40) || "Somebody";
  const too = call.asked ? "" : " You can decide too.";
  const until = `By ${dateToken(call.deadlineAt, tz)}, or ${line(call.silenceMeans, 120)}.`;
  const style = first ? { style: "primary" as const } : {};
  const said = `${bold(questionOf(call), 200) || "*A question*"}\n${who}, ${dateToken(call.openedAt, tz)}.${too} ${until}`;
  if (call.alike !== undefined && call.alike > 1) {
    return section(
      `${said}\n${call.alike} questions like this.`,
      button("Decide together", "home.together", call.callId, {
        ...style,
        accessibility: `Decide ${call.alike} questions like this together`,
      }),
    );
  }
  const jobs = call.jobs === undefined || call.jobs < 2 ? "" : ` ${call.jobs} jobs wait for it.`;
  return section(
    `${said}${jobs}`,
    button("Decide", "home.decide", call.callId, {
      ...style,
      accessibility: `Decide about the ${inSentence(call.job, 40)}`,
    }),
  );
}

function questionOf(call: WaitingCall): string {
  if (call.fn !== "approve") return call.question;
  const job = inSentence(call.job, 100);
  return call.postsTo === ""
    ? `Approve the ${job}?`
    : `Post the ${job} in #${call.postsTo.replace(/^#/, "")}?`;
}

function rules(all: HomeRule[], tz: string): Block[] {
  if (all.length === 0) return [];
  return [
    { type: "divider" },
    header("Your rules"),
    ...all
      .slice(0, 10)
      .map((rule) =>
        section(
          `${bold(rule.what, 200) || "*A rule*"}\nUntil ${dateToken(rule.until, tz)}. Used ${rule.used === 1 ? "once" : `${rule.used} times`}.`,
          button("Stop this rule", "home.rule.revoke", rule.ruleId),
        ),
      ),
  ];
}

function morning(isOn: boolean): Block[] {
  return actions([
    isOn
      ? button("Stop the morning message", "home.morning", "off")
      : button("Send me what waits each morning", "home.morning", "on", {
          accessibility: "Send me what waits for me each working day at 09:00",
        }),
  ]);
}

/** The way to the other pages of a list; none where one page holds all. */
function pager(
  list: "calls" | "jobs" | "schedules",
  { page, pages }: { page: number; pages: number },
): Block[] {
  if (pages <= 1) return [];
  const to = (label: string, id: string, n: number) =>
    button(label, id, `${list}:${n}`, {
      accessibility: `${label} of ${list}, ${n} of ${pages}`,
    });
  return [
    ...context(`Page ${page} of ${pages}`),
    ...actions([
      ...(page > 1 ? [to("Previous page", "home.page.back", page - 1)] : []),
      ...(page < pages ? [to("Next page", "home.page", page + 1)] : []),
    ]),
  ];
}

function header(text: string): Block {
  return { type: "header", text: plainText(text, 150) };
}

/** `Europe/Berlin` → `Berlin`. */
function zoneName(tz: string): string {
  const city = tz.split("/").at(-1) ?? "";
  return capital(plainObjectText(line(city.replaceAll("_", " "), 40), 40));
}
