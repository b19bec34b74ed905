import type { OutboxItem } from "../../domain/outbox-item.js";
import { cut } from "../text/cut.js";
import { plainObjectText } from "../text/escape.js";
import { homeView } from "../views/home.js";
import { readFailure } from "./outcome.js";
import type { DueRow } from "./ports.js";
import type { OutboundContext, SendTools } from "./tools.js";
import { afterFailure, lost, type Verdict } from "./verdict.js";

/** What only some workspaces have: nothing is lost where it is missing. */
export type SurfaceItem = Extract<
  OutboxItem,
  { type: "session" | "status_line" | "prompts" | "home" }
>;

/** What `ts` holds once Slack has such a row. */
const SET = "set";

const methods = {
  session: "agents.sessions.setStatus",
  status_line: "assistant.threads.setStatus",
  prompts: "assistant.threads.setSuggestedPrompts",
  home: "views.publish",
} as const;

/** Slack's words for "this workspace, or this installation, does not have that". */
export const NOT_HERE =
  /^(unknown_method|missing_scope|no_permission|access_denied|method_deprecated|team_access_not_granted|feature_\w+|not_(?:allowed|enabled|supported)\w*|\w+_not_(?:allowed|enabled|supported))$/;

/** Which method brings this row to Slack. */
export function surfaceMethod(item: SurfaceItem): (typeof methods)[SurfaceItem["type"]] {
  return methods[item.type];
}

/**
 * Brings a row to one of Slack's own surfaces. A method that the workspace does not have is remembered, and the row
 * ends quietly: a message says the same. Doing it twice is the same as once.
 */
export async function sendSurface(
  row: DueRow,
  item: SurfaceItem,
  tools: SendTools,
): Promise<Verdict> {
  const method = surfaceMethod(item);
  const done = (ts: string | null): Verdict => ({ do: "shown", version: row.version, ts });
  if (isNothing(row, item)) return done(null);
  const env = await tools.context(item);
  return tools.firstCall.run(method, async () => {
    if ((await tools.surface.refused(env.team.id)).has(`method:${method}`)) return done(null);
    if (!(await tools.held.stillOurs(row))) return lost;
    try {
      await call(item, env, tools);
      tools.firstCall.works(method);
      return done(SET);
    } catch (error) {
      const failure = readFailure(error);
      if (NOT_HERE.test(failure.code)) {
        tools.log.info({ method, code: failure.code }, "Slack: not in this workspace");
        await tools.surface.remember(env.team.id, `method:${method}`);
        return done(null);
      }
      if (failure.kind === "rate") tools.budget.close(method, failure.waitMs);
      // A place that is gone has been told of by the messages that belong there.
      if (failure.kind === "final" && item.type !== "home") return done(null);
      return afterFailure(failure, row.attempts, true);
    }
  });
}

/** To take away what was never there, or to end what never began, needs no call. */
function isNothing(row: DueRow, item: SurfaceItem): boolean {
  if (row.ts !== null) return false;
  return (
    (item.type === "status_line" && item.text === "") ||
    (item.type === "session" && item.status !== "processing")
  );
}

async function call(item: SurfaceItem, env: OutboundContext, tools: SendTools): Promise<void> {
  const { client } = tools;
  switch (item.type) {
    case "session": {
      const session = {
        channel_id: item.channel,
        thread_ts: item.threadTs,
        status: item.status,
        title: plainObjectText(item.title, 200),
      };
      const named = { ...session, initiator_user_id: item.initiator };
      await client.agents.sessions.setStatus(named).catch((error: unknown) => {
        // Who looks at a public channel without being in it can ask there too.
        if (readFailure(error).code !== "user_not_in_channel") throw error;
        return client.agents.sessions.setStatus(session);
      });
      return;
    }
    case "status_line":
      await client.assistant.threads.setStatus({
        channel_id: item.channel,
        thread_ts: item.threadTs,
        status: item.text === "" ? "" : plainObjectText(item.text, 100),
      });
      return;
    case "prompts":
      await client.assistant.threads.setSuggestedPrompts({
        channel_id: item.channel,
        prompts: promptsOf(item),
      });
      return;
    case "home":
      await client.views.publish({ user_id: item.channel, view: homeView(item.home, env) });
  }
}

type Prompts = Parameters<
  SendTools["client"]["assistant"]["threads"]["setSuggestedPrompts"]
>[0]["prompts"];

function promptsOf(item: Extract<SurfaceItem, { type: "prompts" }>): Prompts {
  const [first, ...rest] = item.prompts.map((one) => ({
    title: plainObjectText(one.title, 75),
    message: cut(one.message, 1000),
  }));
  return first === undefined ? [{ title: "Help", message: "help" }] : [first, ...rest];
}
