import { openSession, sessionIn, showPrompts, showStatusLine } from "../agent-view.js";
import type { Args } from "../args.js";
import { joinedChannel, type Desk, type Method } from "../desk.js";
import { asString, isObject, type Json, type JsonObject } from "../json.js";
import { refuseWith, SlackRefusal } from "../refusal.js";
import type { AgentSession, Channel } from "../types.js";

const statuses: readonly string[] = ["active", "processing", "suspended", "closed"];
const maxTitleChars = 200;
const maxPrompts = 4;
const maxLoadingMessages = 10;

function isStatus(status: string): status is AgentSession["status"] {
  return statuses.includes(status);
}

/** The channel and the root a thread-scoped call means. */
function threadOf(args: Args, desk: Desk): { channel: Channel; threadTs: string } {
  const channel = joinedChannel(desk, args.required("channel_id", "channel_not_found"));
  const threadTs = args.required("thread_ts", "invalid_thread_ts");
  const root = desk.world.message(channel.id, threadTs);
  if (!root || (root.thread_ts !== undefined && root.thread_ts !== root.ts))
    throw new SlackRefusal("invalid_thread_ts");
  return { channel, threadTs };
}

function checkLength(field: string, value: string, max: number): void {
  if (value.length > max)
    refuseWith("invalid_arguments", [
      `must be less than ${max + 1} characters [json-pointer:/${field}]`,
    ]);
}

const setSessionStatus: Method = {
  tier: 3,
  scope: "chat:write",
  run(args, desk) {
    const { world } = desk;
    const status = args.text("status") ?? "";
    if (!isStatus(status))
      refuseWith("invalid_arguments", [
        `must be one of: ${statuses.join(", ")} [json-pointer:/status]`,
      ]);
    const { channel, threadTs } = threadOf(args, desk);
    const title = args.text("title") ?? "";
    checkLength("title", title, maxTitleChars);
    const initiator = args.text("initiator_user_id");
    if (initiator !== undefined && !world.person(initiator))
      throw new SlackRefusal("user_not_found");
    let session = sessionIn(world, channel.id, threadTs);
    if (session) {
      session.status = status;
    } else {
      if (initiator !== undefined && !channel.members.includes(initiator))
        throw new SlackRefusal("user_not_in_channel");
      session = {
        channel: channel.id,
        threadTs,
        status,
        title,
        ...(initiator === undefined ? {} : { initiator }),
      };
      openSession(world, session);
    }
    world.touch();
    const answer = { status, agent_status: status, title: session.title };
    if (desk.subscribed("agent_session_stopped")) return answer;
    // Without the event nobody could hear the Stop button, so people do not get one.
    const warning = "missing_agent_session_stopped_event_subscription";
    return { ...answer, warning, response_metadata: { warnings: [warning] } };
  },
};

const rename: Method = {
  tier: 3,
  scope: "chat:write",
  run(args, desk) {
    const title = args.required("title");
    checkLength("title", title, maxTitleChars);
    const { channel, threadTs } = threadOf(args, desk);
    const session = sessionIn(desk.world, channel.id, threadTs);
    if (!session) throw new SlackRefusal("session_not_found");
    session.title = title;
    desk.world.touch();
    return { title };
  },
};

/** A list of texts, given as JSON or as one text with commas. */
function texts(args: Args, name: string): string[] {
  const given = args.raw[name];
  if (given === undefined || given === null || given === "") return [];
  const isList = typeof given !== "string" || given.trimStart().startsWith("[");
  const value: Json = isList
    ? (args.json(name, "invalid_arguments") ?? [])
    : given.split(",").map((one) => one.trim());
  if (!Array.isArray(value) || value.some((one) => typeof one !== "string"))
    throw new SlackRefusal("invalid_arguments");
  return value.map((one) => asString(one) ?? "");
}

const setThreadStatus: Method = {
  tier: 4,
  scope: "chat:write",
  run(args, desk) {
    const { channel, threadTs } = threadOf(args, desk);
    const status = args.text("status");
    if (status === undefined) throw new SlackRefusal("invalid_arguments");
    const loadingMessages = texts(args, "loading_messages");
    if (loadingMessages.length > maxLoadingMessages)
      refuseWith("invalid_arguments", [
        `no more than ${maxLoadingMessages} items allowed [json-pointer:/loading_messages]`,
      ]);
    showStatusLine(desk.world, { channel: channel.id, threadTs, status, loadingMessages });
    return {};
  },
};

function promptsOf(given: Json | undefined): { title: string; message: string }[] {
  if (!Array.isArray(given) || given.length === 0)
    refuseWith("invalid_arguments", ["missing required field: prompts [json-pointer:/prompts]"]);
  if (given.length > maxPrompts)
    refuseWith("invalid_arguments", [
      `no more than ${maxPrompts} items allowed [json-pointer:/prompts]`,
    ]);
  return given.map((one, index) => {
    const prompt: JsonObject = isObject(one) ? one : {};
    const [title, message] = [asString(prompt["title"]), asString(prompt["message"])];
    if (!title || !message)
      refuseWith("invalid_arguments", [
        `title and message are required [json-pointer:/prompts/${index}]`,
      ]);
    return { title, message };
  });
}

const setSuggestedPrompts: Method = {
  tier: 4,
  scope: "assistant:write",
  run(args, desk) {
    const channel = joinedChannel(desk, args.required("channel_id", "channel_not_found"));
    if (!channel.isDm) throw new SlackRefusal("channel_not_found");
    const prompts = promptsOf(args.json("prompts", "invalid_arguments"));
    // With `thread_ts` an agent app's call is accepted and does nothing, as in Slack.
    if (args.text("thread_ts") === undefined)
      showPrompts(desk.world, { channel: channel.id, title: args.text("title") ?? "", prompts });
    return {};
  },
};

const setTitle: Method = {
  tier: 4,
  scope: "assistant:write",
  run(args, desk) {
    const { channel, threadTs } = threadOf(args, desk);
    const title = args.required("title");
    checkLength("title", title, maxTitleChars);
    const session = sessionIn(desk.world, channel.id, threadTs);
    if (session) session.title = title;
    else openSession(desk.world, { channel: channel.id, threadTs, status: "active", title });
    desk.world.touch();
    return {};
  },
};

/** `agents.sessions.*` and `assistant.threads.*`: a plain workspace knows none of them. */
export const agentMethods: Record<string, Method> = {
  "agents.sessions.setStatus": setSessionStatus,
  "agents.sessions.rename": rename,
  "assistant.threads.setStatus": setThreadStatus,
  "assistant.threads.setSuggestedPrompts": setSuggestedPrompts,
  "assistant.threads.setTitle": setTitle,
};
